"""The triage decision table: from the statuses of the findings to a level.

A row matches when every status under its ``when`` holds, and the most urgent matching row wins, so the order of
rows never matters. Statuses are packed two bits a finding, so that one comparison decides a row, for a single person
or for an array of all combinations (that is how the tests enumerate them).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from triage.files import KnowledgeError, read_yaml, require_keys
from triage.findings import Finding, Status, Statuses
from triage.levels import Level
from triage.sources import Sources

CODES: Mapping[Status, int] = {Status.UNKNOWN: 0, Status.ABSENT: 1, Status.PRESENT: 2, Status.LONG_STANDING: 3}


@dataclass(frozen=True)
class Row:
    """One rule. ``when`` maps finding ids to the status that each must have; ``id`` is permanent."""

    id: str
    when: Mapping[str, Status]
    then: Level
    because: str
    source: tuple[str, ...]

    def matches(self, statuses: Statuses) -> bool:
        """Whether every status under ``when`` holds."""
        return all(statuses.get(finding, Status.UNKNOWN) is status for finding, status in self.when.items())


@dataclass(frozen=True)
class Table:
    """The decision table of ``knowledge/triage.yml``."""

    version: int
    rows: tuple[Row, ...]
    otherwise: Level
    findings: tuple[str, ...]

    def matching(self, statuses: Statuses) -> tuple[Row, ...]:
        """The rows that match, the most urgent first, rows of one level in the order of their ids."""
        return tuple(
            sorted((row for row in self.rows if row.matches(statuses)), key=lambda row: (-row.then, row.id))
        )

    def level(self, statuses: Statuses) -> Level:
        """The level that follows: that of the most urgent matching row, or ``otherwise`` when none matches."""
        return Level(self.level_of_code(self.code(statuses)))

    def code(self, statuses: Statuses) -> int:
        """``statuses`` packed two bits a finding, in the order of ``findings``."""
        return sum(
            CODES[statuses.get(finding, Status.UNKNOWN)] << 2 * place for place, finding in enumerate(self.findings)
        )

    def level_of_code(self, code: Any) -> Any:
        """The level of one packed combination, or of a NumPy array of them (then an array of levels)."""
        none_yet = -1
        level = code * 0 + none_yet
        for row in sorted(self.rows, key=lambda row: row.then):
            mask, value = self._pattern(row)
            level = level + ((code & mask) == value) * (row.then - level)
        return level + (level == none_yet) * (self.otherwise - none_yet)

    def _pattern(self, row: Row) -> tuple[int, int]:
        places = {finding: 2 * place for place, finding in enumerate(self.findings)}
        mask = sum(3 << places[finding] for finding in row.when)
        value = sum(CODES[status] << places[finding] for finding, status in row.when.items())
        return mask, value


def load_table(path: Path, findings: Mapping[str, Finding], sources: Sources) -> Table:
    """The table of ``knowledge/triage.yml``.

    Raises:
        KnowledgeError: if a row is not of its form, names an unknown finding, status, level or source, or an id
            stands twice; if ``otherwise`` is missing or reassures.
    """
    root = require_keys(path.name, read_yaml(path), ["version", "rows", "otherwise"], ["reviewed"])
    otherwise = _level(f"{path.name}: otherwise", root["otherwise"])
    if otherwise is Level.SELF_CARE:
        raise KnowledgeError(f"{path.name}: otherwise must not be self_care: what is not known is not harmless")
    rows = tuple(_row(path.name, row, findings, sources) for row in root["rows"])
    _no_duplicates(path.name, [row.id for row in rows])
    red_flags = tuple(finding.id for finding in findings.values() if finding.is_red_flag)
    return Table(root["version"], rows, otherwise, red_flags)


def _row(file: str, raw: object, findings: Mapping[str, Finding], sources: Sources) -> Row:
    where = f"{file}: row {raw.get('id', '?') if isinstance(raw, dict) else raw!r}"
    row = require_keys(where, raw, ["id", "when", "then", "because", "source"])
    if not row["when"]:
        raise KnowledgeError(f"{where}: 'when' is empty, so it would match everybody")
    when: dict[str, Status] = {}
    for finding, status in row["when"].items():
        if finding not in findings or not findings[finding].is_red_flag:
            raise KnowledgeError(f"{where}: '{finding}' is not a red flag of findings.yml")
        when[finding] = _status(where, status)
    return Row(row["id"], when, _level(where, row["then"]), row["because"], sources.checked(where, row["source"]))


def _status(where: str, name: object) -> Status:
    try:
        return Status(name)
    except ValueError as error:
        raise KnowledgeError(f"{where}: '{name}' is not a status") from error


def _level(where: str, name: object) -> Level:
    try:
        return Level.of(str(name))
    except ValueError as error:
        raise KnowledgeError(f"{where}: {error}") from error


def _no_duplicates(file: str, ids: Sequence[str]) -> None:
    for id in _repeated(ids):
        raise KnowledgeError(f"{file}: the id {id} stands twice")


def _repeated(ids: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [id for id in ids if id in seen or seen.add(id)]  # type: ignore[func-returns-value]
