"""One turn of the bot, collected, and what of it may be said where others read along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rasa.core.channels.channel import OutputChannel

from channels.slack.markup import first_sentence, paragraphs
from channels.slack.phrases import summary_intro

PLAIN_ANSWERS = {"answer", "chitchat", "deflect", "no_prescribing", "no_diagnosis"}
BRIEF = 400
"""Characters of a general answer that are said in a public channel."""


@dataclass(frozen=True)
class Choice:
    """A button: what it says and what pressing it sends."""

    label: str
    payload: str
    id: str = ""


@dataclass(frozen=True)
class Reply:
    """What the bot said in one turn, in order, with its envelope."""

    texts: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    envelope: Mapping[str, Any] = field(default_factory=dict)

    @property
    def kinds(self) -> frozenset[str]:
        """What the turn did, in the contract's words."""
        return frozenset(self.envelope.get("kinds") or ())

    @property
    def assessment(self) -> Mapping[str, Any]:
        """The state of the conversation so far."""
        return self.envelope.get("assessment") or {}

    @property
    def level(self) -> str:
        """The level so far, in the contract's words, or nothing."""
        return str(self.assessment.get("level") or "")

    @property
    def is_alarm(self) -> bool:
        """Whether something has to be done now: an emergency or a crisis."""
        return self.level == "emergency" or bool(self.kinds & {"crisis", "other_emergency"})

    @property
    def number(self) -> str:
        """The number to call, or nothing when there is none to show."""
        return str((self.envelope.get("call") or {}).get("number") or "")

    @property
    def several(self) -> bool:
        """Whether several of the choices may be given at once."""
        return bool((self.envelope.get("question") or {}).get("multiple")) and len(self.choices) > 1

    @property
    def progress(self) -> tuple[int, int] | None:
        """Which question of about how many."""
        question = self.envelope.get("question") or {}
        step, of = question.get("step"), question.get("of")
        return (int(step), int(of)) if step and of else None

    @property
    def sums_up(self) -> bool:
        """Whether the turn is a summary to keep."""
        return isinstance(self.envelope.get("summary"), dict) or bool(self.summary_text)

    @property
    def summary_path(self) -> str:
        """Where Quiver itself serves the summary as a PDF; only a path below /summary/ counts."""
        summary = self.envelope.get("summary") or {}
        path = str(summary.get("pdf") or summary.get("url") or "")
        return path if path.startswith("/summary/") and ".." not in path else ""

    @property
    def summary_text(self) -> str:
        """The summary in words: what follows the words that the bot says before one."""
        intro = summary_intro()
        start = next((place for place, text in enumerate(self.texts) if text.startswith(intro)), None)
        if start is None:
            return ""
        return "\n\n".join(self.texts[start:]).removeprefix(intro).strip().replace("**", "")


def collect(messages: Sequence[Mapping[str, Any]]) -> Reply:
    """The messages of one turn, as Rasa sends them, as one reply. Several envelopes add up as the contract says."""
    texts: list[str] = []
    buttons: list[Mapping[str, Any]] = []
    envelope: dict[str, Any] = {}
    for message in messages:
        texts += paragraphs(str(message.get("text") or ""))
        buttons = list(message.get("buttons") or message.get("quick_replies") or buttons)
        envelope = added(envelope, message.get("custom") or {})
    return Reply(tuple(texts), tuple(_choices(buttons, envelope)), envelope)


def added(envelope: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Two envelopes of one turn as one: the last assessment stands, kinds and topics are united."""
    both = {**envelope, **more}
    for key in ("kinds", "topics"):
        united = dict.fromkeys([*(envelope.get(key) or ()), *(more.get(key) or ())])
        if united:
            both[key] = list(united)
    return both


def _choices(buttons: Sequence[Mapping[str, Any]], envelope: Mapping[str, Any]) -> list[Choice]:
    asked = (envelope.get("question") or {}).get("choices") or ()
    ids = {choice.get("payload"): str(choice.get("id", "")) for choice in asked}
    if buttons:
        return [
            Choice(str(button.get("title", "")), str(button["payload"]), ids.get(button["payload"], ""))
            for button in buttons
            if button.get("payload")
        ]
    return [
        Choice(str(choice.get("label", "")), str(choice["payload"]), str(choice.get("id", "")))
        for choice in asked
        if choice.get("payload")
    ]


def alarm_here(reply: Reply, text: str) -> bool:
    """Whether ``text`` itself raised the emergency, rather than something said before, elsewhere."""
    if reply.kinds & {"other_emergency"}:
        return True
    if reply.level != "emergency":
        return False
    said = [str(reason.get("said") or "").casefold() for reason in reply.assessment.get("because") or ()]
    return "assessment" in reply.kinds or any(words and words in text.casefold() for words in said)


def brief_answer(reply: Reply) -> str:
    """The start of a general answer for all to read, or nothing if anything in it could be about the person."""
    state = reply.assessment
    personal = state.get("findings") or state.get("to_confirm") or state.get("red_flags") or state.get("because")
    if personal or not reply.texts or not reply.kinds or not reply.kinds <= PLAIN_ANSWERS:
        return ""
    first = reply.texts[0]
    return first if len(first) <= BRIEF else first_sentence(first)


class SlackReply(OutputChannel):
    """Collects what the bot says in one turn, so that it leaves as one well laid-out message."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "slack"

    def reply(self) -> Reply:
        """The turn so far."""
        return collect(self.messages)

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Note one message, however it is made up."""
        self.messages.append(dict(message))

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Note a text."""
        self.messages.append({"text": text})

    async def send_text_with_buttons(
        self, recipient_id: str, text: str, buttons: list[dict[str, Any]], **kwargs: Any
    ) -> None:
        """Note a text with buttons."""
        self.messages.append({"text": text, "buttons": buttons})

    async def send_custom_json(self, recipient_id: str, json_message: dict[str, Any], **kwargs: Any) -> None:
        """Note an envelope; it is never shown."""
        self.messages.append({"custom": json_message})
