"""What Rasa 3.6 does that Quiver can't live with, changed in one place.

- Its remote action compiles the schema of a result anew for every answer (15 ms a turn), sends the whole history of the
  conversation with every call, waits five minutes, and falls silent when the action server doesn't answer.
- Its error logs hold what people wrote, and so does the copy that it keeps in memory when the store fails; nobody reads that again.
"""

import asyncio
import logging
from functools import lru_cache
from typing import Any

import aiohttp
import jsonschema
import rasa.core.actions.action as rasa_action
from rasa.core import agent as rasa_agent
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from runtime.action_client import ActionEndpoint, AwayError
from runtime.handling import handle_message
from runtime.metrics import FALLBACKS
from runtime.processor import QuiverProcessor
from runtime.settings import settings

logger = logging.getLogger(__name__)


class QuiverRemoteAction(RemoteAction):
    """A remote action that is lean, and that is run in this process when the action server doesn't answer.

    Actions only compute a reply from slots and the latest message; they change nothing by themselves. So running one
    here after its call was lost can't do anything twice.
    """

    def __init__(self, name: str, action_endpoint: EndpointConfig | None) -> None:
        url = settings().action_url or (action_endpoint.url if action_endpoint else None)
        super().__init__(name, _endpoint(url) if url else action_endpoint)

    def _action_call_format(self, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
        state = tracker.current_state(EventVerbosity.NONE)
        state["events"] = []
        if tracker.latest_message is not None:
            state["latest_message"] = {
                **state["latest_message"],
                "metadata": tracker.latest_message.metadata,
                "input_channel": tracker.latest_message.input_channel,
            }
        return {"next_action": self._name, "sender_id": tracker.sender_id, "tracker": state, "domain": {}}

    def _validate_action_result(self, result: dict[str, Any]) -> bool:
        _result_validator().validate(result)
        return True

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        """Run on the action server or, when that fails, here."""
        try:
            return list(
                await asyncio.wait_for(
                    super().run(output_channel, nlg, tracker, domain), timeout=settings().action_timeout
                )
            )
        except AwayError:
            FALLBACKS.labels("action_server").inc()
            return await self._run_here(output_channel, nlg, tracker, domain)
        except (RasaException, aiohttp.ClientError, asyncio.TimeoutError, OSError, jsonschema.ValidationError) as error:
            FALLBACKS.labels("action_server").inc()
            logger.warning("the action server did not answer (%s); %s runs here", type(error).__name__, self.name())
            return await self._run_here(output_channel, nlg, tracker, domain)

    async def _run_here(
        self, output_channel: OutputChannel, nlg: NaturalLanguageGenerator, tracker: DialogueStateTracker, domain: Domain
    ) -> list[Event]:
        result = await _local_actions().run(self._action_call_format(tracker, domain))  # type: ignore[arg-type]
        result = result or {}
        said = await self._utter_responses(result.get("responses", []), output_channel, nlg, tracker)
        return [*said, *deserialise_events(result.get("events", []))]


@lru_cache(maxsize=8)
def _endpoint(url: str) -> ActionEndpoint:
    return ActionEndpoint(url)


@lru_cache(maxsize=1)
def _result_validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    return jsonschema.validators.validator_for(schema)(schema)


@lru_cache(maxsize=1)
def _local_actions() -> ActionExecutor:
    executor = ActionExecutor()
    executor.register_package("actions")
    return executor


class QuiverFailSafe(FailSafeTrackerStore):
    """A conversation that can't be stored is not kept in memory instead, and one that can't be loaded is no new one.

    Rasa's own answers as if nothing had ever been said, and the level falls. Here the turn fails, and is tried again.
    """

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Hand the conversation to the store.

        Raises:
            EraseError: if its person wanted it erased and that failed.
            StoreError: if it couldn't be stored.
        """
        await self._tracker_store.save(tracker)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation; None if nothing is stored.

        Raises:
            StoreError: if it couldn't be loaded.
        """
        return await self._tracker_store.retrieve(sender_id)

    async def retrieve_full_tracker(self, sender_id: str) -> DialogueStateTracker | None:
        """The whole conversation; None if nothing is stored.

        Raises:
            StoreError: if it couldn't be loaded.
        """
        return await self._tracker_store.retrieve_full_tracker(sender_id)

    def init_tracker(self, sender_id: str) -> DialogueStateTracker:
        """A tracker of which nothing is stored."""
        tracker = super().init_tracker(sender_id)
        as_new = getattr(self._tracker_store, "as_new", None)
        return as_new(tracker) if as_new else tracker

    async def answered(self, sender_id: str, message_id: str) -> Any:
        """The stored turn of a message; None if it has not been answered, or the store can't tell.

        Raises:
            StoreError: if it couldn't be read.
        """
        find = getattr(self._tracker_store, "answered", None)
        return await find(sender_id, message_id) if find else None

    async def reachable(self) -> bool:
        """Whether the store answers now."""
        ask = getattr(self._tracker_store, "reachable", None)
        return bool(await ask()) if ask else True


class _WithoutWords(logging.Filter):
    """Rasa's message processor logs whole trackers with its exceptions; only what failed is kept."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[0] is not None:
            record.msg, record.args = f"{record.name}: {record.exc_info[0].__name__}", ()
            record.exc_info, record.exc_text = None, None
        return True


_QUIET = ("rasa.core.processor", "rasa.core.actions.action", "rasa.core.channels.rest", "rasa.core.agent", "rasa.core.lock_store")


@lru_cache(maxsize=1)
def adjust_rasa() -> None:
    """Make all adjustments; a second call changes nothing."""
    rasa_action.RemoteAction = QuiverRemoteAction  # type: ignore[misc]
    rasa_agent.FailSafeTrackerStore = QuiverFailSafe  # type: ignore[misc]
    rasa_agent.MessageProcessor = QuiverProcessor  # type: ignore[misc]
    rasa_agent.Agent.handle_message = handle_message  # type: ignore[method-assign]
    for name in _QUIET:
        logging.getLogger(name).addFilter(_WithoutWords())
