"""What is remembered of a conversation, and its form in the tracker (a JSON object in the slot ``case``)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any

from triage.caffeine import Intake
from triage.findings import Status
from triage.levels import Level
from triage.record import Record, Statement

from dialogue.people import ME, THEM

SCHEMA = 1


@dataclass(frozen=True)
class Case:
    """Everything Quiver knows in one conversation.

    Attributes:
        record: what has been told about findings.
        started: whether a twitch or a finding has been described, so that an interview makes sense.
        about_other: whether it is about somebody else.
        whom: the relation of somebody else ("mum"), where one was said.
        others: what is known of everybody else that the conversation has been about, each by a case of their own.
        unsure_whose: what was said last of which it isn't known whether it is about the person of this case.
        pending: what was asked last and is still open: a question id, ``confirm:<finding>``,
            ``contradiction:<finding>``, ``same_episode``,
            ``whom.<relation>``, ``go_on.<relation>`` or ``tips``; ``crisis.<whose>`` as long as a crisis stands.
        asked: question ids in the order in which they were first asked.
        put_aside: question ids and confirmations that the person would not or could not answer.
        floors: levels that hold for another reason than a finding, by that reason, for example a chest pain or a
            "yes" to a list of signs.
        level_said: the level that the person was last told.
        misses: how many messages in a row could not be understood.
        repeats: how many messages in a row left the open question where it was, without asking anything themselves.
        turns: how many messages have been answered.
        last_seen: when the last message was answered, seconds since the epoch.
        intakes: what is drunk, by drink.
        caffeine_open: whether something was told of drinks that no estimate has been said for yet.
        drink_asked: the drink whose number was asked for last.
        pregnant: whether the person has said that they are pregnant.
        child: whether an age below 18 has been said.
        noted: the scope notes that have been given, ``child`` and ``pregnancy``.
        advised: the topics of relief that were given as tips.
        country: where the person says they are (ISO 3166-1 alpha-2).
        began: when the first message was answered, seconds since the epoch.
        told_on: the day on which each finding was last told, by finding.
    """

    record: Record = field(default_factory=Record)
    started: bool = False
    about_other: bool = False
    whom: str = ""
    others: tuple["Case", ...] = ()
    unsure_whose: tuple[Statement, ...] = ()
    pending: str | None = None
    asked: tuple[str, ...] = ()
    put_aside: tuple[str, ...] = ()
    floors: Mapping[str, Level] = field(default_factory=dict)
    level_said: Level | None = None
    misses: int = 0
    repeats: int = 0
    paused: bool = False
    turns: int = 0
    last_seen: float | None = None
    intakes: tuple[Intake, ...] = ()
    caffeine_open: bool = False
    drink_asked: str | None = None
    pregnant: bool = False
    child: bool = False
    noted: tuple[str, ...] = ()
    advised: tuple[str, ...] = ()
    country: str | None = None
    began: float | None = None
    told_on: Mapping[str, date] = field(default_factory=dict)

    @property
    def who(self) -> str:
        """Whom the case is about: ``people.ME``, a relation such as ``mum``, or ``people.THEM``."""
        return (self.whom or THEM) if self.about_other else ME

    @property
    def is_blank(self) -> bool:
        """Whether nothing has been told in it yet."""
        told = self.record.statements or self.record.doubts or self.record.onset or self.floors or self.intakes
        return not (self.started or told)

    @property
    def floor(self) -> Level:
        """The lowest level that may be given."""
        return max(self.floors.values(), default=Level.SELF_CARE)

    def with_floor(self, reason: str, level: Level) -> "Case":
        """The case with a floor under the level for ``reason``."""
        return replace(self, floors={**self.floors, reason: level})

    def without_floor(self, reason: str) -> "Case":
        """The case without the floor that ``reason`` put in."""
        return replace(self, floors={key: level for key, level in self.floors.items() if key != reason})

    def aside(self, item: str) -> "Case":
        """The case with a question or confirmation put aside."""
        return self if item in self.put_aside else replace(self, put_aside=(*self.put_aside, item))


def to_json(case: Case) -> dict[str, Any]:
    """The case as a JSON object."""
    return {
        "schema": SCHEMA,
        "statements": [_statement_to_json(item) for item in case.record.statements.values()],
        "doubts": [_statement_to_json(item) for item in case.record.doubts.values()],
        "onset": case.record.onset.isoformat() if case.record.onset else None,
        "started": case.started,
        "about_other": case.about_other,
        "whom": case.whom,
        "others": [to_json(other) for other in case.others],
        "unsure_whose": [_statement_to_json(item) for item in case.unsure_whose],
        "pending": case.pending,
        "asked": list(case.asked),
        "put_aside": list(case.put_aside),
        "floors": {reason: level.id for reason, level in case.floors.items()},
        "level_said": case.level_said.id if case.level_said is not None else None,
        "misses": case.misses,
        "repeats": case.repeats,
        "paused": case.paused,
        "turns": case.turns,
        "last_seen": case.last_seen,
        "intakes": [asdict(item) for item in case.intakes],
        "caffeine_open": case.caffeine_open,
        "drink_asked": case.drink_asked,
        "pregnant": case.pregnant,
        "child": case.child,
        "noted": list(case.noted),
        "advised": list(case.advised),
        "country": case.country,
        "began": case.began,
        "told_on": {finding: day.isoformat() for finding, day in case.told_on.items()},
    }


def from_json(stored: object) -> Case:
    """The case in ``stored``, an empty one if nothing is.

    What an older version stored and this one doesn't know is left out; what it lacks takes its usual beginning. So a
    conversation goes on over an update.
    """
    if not isinstance(stored, dict):
        return Case()
    onset, level = stored.get("onset"), stored.get("level_said")
    return Case(
        record=Record(
            statements={item.finding: item for item in _statements(stored.get("statements"))},
            doubts={item.finding: item for item in _statements(stored.get("doubts"))},
            onset=date.fromisoformat(onset) if onset else None,
        ),
        started=bool(stored.get("started")),
        about_other=bool(stored.get("about_other")),
        whom=str(stored.get("whom") or ""),
        others=tuple(from_json(other) for other in stored.get("others") or ()),
        unsure_whose=tuple(_statements(stored.get("unsure_whose"))),
        pending=stored.get("pending"),
        asked=tuple(stored.get("asked") or ()),
        put_aside=tuple(stored.get("put_aside") or ()),
        floors={reason: Level.of(name) for reason, name in (stored.get("floors") or {}).items()},
        level_said=Level.of(level) if level else None,
        misses=int(stored.get("misses") or 0),
        repeats=int(stored.get("repeats") or 0),
        paused=bool(stored.get("paused")),
        turns=int(stored.get("turns") or 0),
        last_seen=stored.get("last_seen"),
        intakes=tuple(_intakes(stored.get("intakes"))),
        caffeine_open=bool(stored.get("caffeine_open")),
        drink_asked=stored.get("drink_asked"),
        pregnant=bool(stored.get("pregnant")),
        child=bool(stored.get("child")),
        noted=tuple(stored.get("noted") or ()),
        advised=tuple(stored.get("advised") or ()),
        country=stored.get("country"),
        began=stored.get("began"),
        told_on={finding: date.fromisoformat(day) for finding, day in (stored.get("told_on") or {}).items()},
    )


def _statement_to_json(statement: Statement) -> dict[str, Any]:
    return {
        "finding": statement.finding,
        "status": statement.status.value,
        "said": statement.said,
        "doubtful": statement.doubtful,
    }


def _statements(stored: object) -> list[Statement]:
    if not isinstance(stored, list):
        return []
    return [Statement(item["finding"], Status(item["status"]), item["said"], item["doubtful"]) for item in stored]


def _intakes(stored: object) -> list[Intake]:
    if not isinstance(stored, list):
        return []
    known = {field.name for field in fields(Intake)}
    return [Intake(**{key: value for key, value in item.items() if key in known}) for item in stored]
