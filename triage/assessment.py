"""Record and table together: the level, what speaks for it, and what is still open."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from triage.findings import Finding, Kind, Status, Statuses
from triage.levels import Level
from triage.record import Record
from triage.table import Row, Table


@dataclass(frozen=True)
class Reason:
    """One finding that a matching row rests on, with the words that said it."""

    finding: str
    said: str
    row: Row


@dataclass(frozen=True)
class Assessment:
    """How soon to seek care, and why.

    Attributes:
        level: the triage level.
        statuses: every finding that is known.
        red_flags: present findings that are no triggers, the most urgent first.
        to_confirm: red flags that are doubtful and have to be asked about.
        reasons: what the level rests on, the most urgent first.
        rules: ids of all matching rows, the most urgent first.
        floor: the lowest level that could be given, for a reason that is no finding.
    """

    level: Level
    statuses: Statuses
    red_flags: tuple[str, ...]
    to_confirm: tuple[str, ...]
    reasons: tuple[Reason, ...]
    rules: tuple[str, ...] = ()
    floor: Level = Level.SELF_CARE

    @property
    def long_standing(self) -> tuple[str, ...]:
        """Emergency signs that are old, assessed by a doctor and unchanged."""
        return tuple(flag for flag in self.red_flags if self.statuses[flag] is Status.LONG_STANDING)


def assess(
    record: Record, *, table: Table, findings: Mapping[str, Finding], today: date, floor: Level = Level.SELF_CARE
) -> Assessment:
    """The assessment of ``record`` on the day ``today``.

    Args:
        record: what has been told.
        table: the triage table.
        findings: every finding by id; its order is the order of the lists in the result.
        today: the day for which durations count.
        floor: the lowest level that may be given, for example ``undetermined`` when a message could not be read or
            ``emergency`` when one was named that no finding stands for.
    """
    statuses = _as_counted(record.statuses(today), findings)
    rows = table.matching(statuses)
    return Assessment(
        level=level_of(statuses, table=table, floor=floor, doubts=record.doubts),
        statuses=statuses,
        red_flags=tuple(id for id, finding in findings.items() if finding.is_red_flag and _is_there(statuses, id)),
        to_confirm=tuple(id for id in findings if id in record.doubts),
        reasons=tuple(
            Reason(finding, _said(record, finding), row)
            for row in rows
            for finding, status in row.when.items()
            if status.is_there
        ),
        rules=tuple(row.id for row in rows),
        floor=floor,
    )


def level_of(statuses: Statuses, *, table: Table, floor: Level, doubts: Collection[str]) -> Level:
    """The level that follows from ``statuses``, not below ``floor``, and not harmless while there are ``doubts``."""
    least = Level.UNDETERMINED if doubts else Level.SELF_CARE
    return max(table.level(statuses), floor, least)


def _as_counted(statuses: Statuses, findings: Mapping[str, Finding]) -> Statuses:
    """Only an emergency sign counts less when it is old (reply contract, Findings); any other sign is simply there.

    A finding that an older version has kept and this one doesn't know is left out.
    """
    return {
        id: Status.PRESENT if status is Status.LONG_STANDING and findings[id].kind is not Kind.EMERGENCY else status
        for id, status in statuses.items()
        if id in findings
    }


def _is_there(statuses: Statuses, finding: str) -> bool:
    return statuses.get(finding, Status.UNKNOWN).is_there


def _said(record: Record, finding: str) -> str:
    statement = record.statements.get(finding)
    return statement.said if statement else ""
