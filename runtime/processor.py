"""Rasa's message processor with a clock on its stages. It masks identifiers before anything is read or stored."""

from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.trackers import DialogueStateTracker

from privacy.masking import mask
from runtime.metrics import stage


class QuiverProcessor(MessageProcessor):
    """Rasa's processor; how long reading, deciding and acting take is measured.

    Every message comes by here, whatever its channel, and before it is in the tracker: so this is where identifiers go.
    """

    async def log_message(self, message: UserMessage, should_save_tracker: bool = True) -> DialogueStateTracker:
        """Read a message and put it into its tracker, without identifiers; see Rasa."""
        message.text = mask(message.text or "")
        return await super().log_message(message, should_save_tracker)

    async def parse_message(
        self, message: UserMessage, tracker: DialogueStateTracker | None = None, only_output_properties: bool = True
    ) -> dict[str, Any]:
        """Read a message; see Rasa."""
        with stage("read"):
            return dict(await super().parse_message(message, tracker, only_output_properties))

    def predict_next_with_tracker_if_should(self, tracker: DialogueStateTracker) -> Any:
        """Decide on the next action; see Rasa."""
        with stage("decide"):
            return super().predict_next_with_tracker_if_should(tracker)

    async def _run_action(self, action: Any, *args: Any, **kwargs: Any) -> bool:
        with stage("act"):
            return bool(await super()._run_action(action, *args, **kwargs))
