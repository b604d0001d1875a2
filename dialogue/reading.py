"""What the Rasa pipeline read in one message, as the conversation needs it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from triage.caffeine import Intake
from triage.durations import Duration
from triage.findings import Status
from triage.record import Statement

TO_CONFIRM = "to_confirm"
EXPLAINED = "explained"
DURATION = "duration"
BLANKET = "blanket_denial"
PERSON = "person"
AMOUNT = "amount"
PREGNANCY = "pregnancy"


@dataclass(frozen=True)
class Reading:
    """One message, read.

    Attributes:
        text: the message as it was typed.
        statements: what it says about findings.
        acts: what it asks or does, the surest first: topic ids, kinds of the border, dialogue acts.
        duration: how long the twitch has been going on, if the message says so, and ``duration_said``, the words.
        other_duration: a duration of which the message alone doesn't tell whether it is the twitch's.
        denies_the_rest: whether it denies everything that it doesn't state ("nothing else wrong"), and ``denial_said``,
            the words.
        about_other: whether it is about somebody else.
        failed: whether the reader failed, so that nothing may be concluded from its silence.
        intakes: what it says of drinks with caffeine.
        number: a number that stands alone ("two or three"), which may answer a question, and
            ``milligrams``, milligrams that stand alone ("80 mg").
        pregnant: whether it says that the person is pregnant.
    """

    text: str
    statements: tuple[Statement, ...] = ()
    acts: tuple[str, ...] = ()
    duration: Duration | None = None
    duration_said: str = ""
    other_duration: Duration | None = None
    denies_the_rest: bool = False
    denial_said: str = ""
    about_other: bool = False
    failed: bool = False
    intakes: tuple[Intake, ...] = ()
    number: tuple[float, float] | None = None
    milligrams: int | None = None
    pregnant: bool = False

    def does(self, *acts: str) -> bool:
        """Whether the message does any of ``acts``."""
        return any(act in self.acts for act in acts)

    @property
    def plain(self) -> tuple[Statement, ...]:
        """Its statements without those that only explain away something said before."""
        return tuple(statement for statement in self.statements if not statement.explained)

    @property
    def tells(self) -> bool:
        """Whether it says anything of findings: that one is there or not, or that nothing else is."""
        return bool(self.plain) or self.denies_the_rest

    @property
    def states_a_finding(self) -> bool:
        """Whether anything is said to be there, for sure or perhaps."""
        return any(statement.doubtful or statement.status.is_there for statement in self.statements)


def reading_of(message: Mapping[str, Any]) -> Reading:
    """The reading in a Rasa tracker's ``latest_message``; one that failed if the reader left nothing behind."""
    text = message.get("text") or ""
    read = message.get("reading")
    if not isinstance(read, dict):
        return Reading(text=text, failed=True)
    entities = message.get("entities") or []
    return Reading(
        text=text,
        statements=tuple(_statements(entities)),
        acts=tuple(read.get("acts", ())),
        duration=_duration(entities, "twitch"),
        duration_said=_duration_said(entities),
        other_duration=_duration(entities, "open"),
        denies_the_rest=any(entity["entity"] == BLANKET for entity in entities),
        denial_said=next((str(entity.get("value") or "") for entity in entities if entity["entity"] == BLANKET), ""),
        about_other=any(entity["entity"] == PERSON for entity in entities),
        failed=bool(read.get("failed")),
        intakes=tuple(_intakes(entities)),
        number=_number(entities),
        milligrams=_milligrams(entities),
        pregnant=any(entity["entity"] == PREGNANCY for entity in entities),
    )


_ROLES = {
    "present": Status.PRESENT,
    "absent": Status.ABSENT,
    "long_standing": Status.LONG_STANDING,
    TO_CONFIRM: Status.PRESENT,
    EXPLAINED: Status.ABSENT,
}


def _statements(entities: Iterable[Mapping[str, Any]]) -> Iterable[Statement]:
    for entity in entities:
        role = entity.get("role")
        if role in _ROLES and entity["entity"] != BLANKET:
            yield Statement(entity["entity"], _ROLES[role], str(entity["value"]), role == TO_CONFIRM, role == EXPLAINED)


def _duration(entities: Iterable[Mapping[str, Any]], role: str) -> Duration | None:
    for entity in entities:
        if entity["entity"] == DURATION and entity.get("role") == role:
            return Duration(int(entity["least"]), int(entity["most"]))
    return None


def _duration_said(entities: Iterable[Mapping[str, Any]]) -> str:
    return next((str(entity["value"]) for entity in entities if entity["entity"] == DURATION), "")


def _intakes(entities: Iterable[Mapping[str, Any]]) -> Iterable[Intake]:
    for entity in entities:
        if entity["entity"] == AMOUNT and entity.get("role") == "caffeine":
            yield Intake(
                str(entity["drink"]),
                str(entity["value"]),
                int(entity["least_mg"]),
                int(entity["most_mg"]),
                bool(entity["known"]),
                str(entity.get("missing") or ""),
            )


def _open_amounts(entities: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    return (entity for entity in entities if entity["entity"] == AMOUNT and entity.get("role") == "open")


def _number(entities: Iterable[Mapping[str, Any]]) -> tuple[float, float] | None:
    for entity in _open_amounts(entities):
        if entity.get("least") is not None and entity.get("most") is not None:
            return float(entity["least"]), float(entity["most"])
    return None


def _milligrams(entities: Iterable[Mapping[str, Any]]) -> int | None:
    return next((int(entity["most_mg"]) for entity in _open_amounts(entities) if entity.get("known")), None)
