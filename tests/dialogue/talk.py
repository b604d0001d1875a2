"""A conversation with hand-made readings: what somebody writes, and what the reader is supposed to have read."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from triage.durations import Duration
from triage.findings import Status
from triage.record import Statement

from dialogue.case import Case, from_json, to_json
from dialogue.reading import Reading
from dialogue.reply import Reply
from dialogue.turn import take_turn
from dialogue.words import words
from tests.dialogue.envelope import checked

MONDAY = datetime(2026, 11, 23, 12, 0, tzinfo=timezone.utc)
UPPER_LIP = "my upper lip is twitching"


def present(finding: str, said: str = "") -> Statement:
    return Statement(finding, Status.PRESENT, said or f"there is {finding}")


def absent(finding: str, said: str = "") -> Statement:
    return Statement(finding, Status.ABSENT, said or f"no {finding}")


def old(finding: str) -> Statement:
    return Statement(finding, Status.LONG_STANDING, f"old {finding}, my doctor knows it")


def doubtful(finding: str) -> Statement:
    return Statement(finding, Status.PRESENT, f"maybe {finding}", doubtful=True)


def days(least: int, most: int | None = None) -> Duration:
    return Duration(least, least if most is None else most)


@dataclass
class Talk:
    """A conversation as it goes on. Every reply is checked against the contract, and the case goes through the tracker's JSON."""

    now: datetime = MONDAY
    timezone: str | None = "Europe/London"
    locale: str | None = None
    case: Case = field(default_factory=Case)
    replies: list[Reply] = field(default_factory=list)

    def says(self, text: str, *statements: Statement, acts: tuple[str, ...] = (), **read: Any) -> Reply:
        """The reply to a text, of which the reader has read the rest."""
        return self.hears(Reading(text, statements, acts, **read))

    def hears(self, reading: Reading) -> Reply:
        """The reply to a reading."""
        reply = take_turn(
            from_json(to_json(self.case)), reading, words=words(), now=self.now, locale=self.locale, timezone=self.timezone
        )
        self.case = checked(reply).case
        self.replies.append(reply)
        self.now += timedelta(seconds=20)
        return reply

    def presses(self, *choices: str) -> Reply:
        """The reply to pressing buttons of the question that is open."""
        return self.says(f"#{self.case.pending}:{'+'.join(choices)}")

    def begins(self) -> Reply:
        """Somebody describes a twitching lip and nothing else."""
        return self.says(UPPER_LIP, acts=("describe",))

    def waits(self, **time: float) -> None:
        """Time goes by in silence."""
        self.now += timedelta(**time)

    @property
    def level(self) -> str:
        """The level in the latest envelope."""
        return str(self.assessment["level"])

    @property
    def assessment(self) -> dict[str, Any]:
        """The assessment in the latest envelope."""
        return dict(self.replies[-1].envelope["assessment"])

    @property
    def kinds(self) -> list[str]:
        """The kinds in the latest envelope."""
        return list(self.replies[-1].envelope["kinds"])

    @property
    def topics(self) -> list[str]:
        """The topics in the latest envelope."""
        return list(self.replies[-1].envelope["topics"])

    @property
    def text(self) -> str:
        """All words of the latest reply."""
        return "\n".join(self.replies[-1].texts)


def harmless() -> Talk:
    """A conversation that has come to self_care by pressing the reassuring button of each question."""
    talk = Talk()
    talk.begins()
    for _ in range(8):
        if talk.level == "self_care":
            break
        reassuring = {"place": "lip", "duration": "days"}.get(str(talk.case.pending), "none")
        talk.presses(reassuring)
    assert talk.level == "self_care"
    return talk
