"""What one person has told so far: the status of each finding, with their own words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from triage.durations import PERSISTENT_DAYS, days_since
from triage.findings import Status, Statuses

PERSISTENT = "persistent"


@dataclass(frozen=True)
class Statement:
    """One thing that a message says about a finding.

    Attributes:
        finding: id of the finding.
        status: present, long-standing or absent.
        said: the words that said it.
        doubtful: whether it has to be confirmed before it counts.
        explained: whether it is absent because it turned out to be something else ("that was me chewing"); this
            counts only when the person takes back what was said before.
    """

    finding: str
    status: Status
    said: str = ""
    doubtful: bool = False
    explained: bool = False


@dataclass(frozen=True)
class Record:
    """The statements that stand, the doubts that are open, and when the twitch began.

    A finding that is in neither is unknown. A doubt is a red flag that may be there: it counts as unknown and is
    asked about until it is answered.
    """

    statements: Mapping[str, Statement] = field(default_factory=dict)
    doubts: Mapping[str, Statement] = field(default_factory=dict)
    onset: date | None = None

    def statuses(self, today: date) -> Statuses:
        """The status of every finding that is known, on the day ``today``."""
        known = {finding: statement.status for finding, statement in self.statements.items()}
        if self._has_become_persistent(today):
            known[PERSISTENT] = Status.PRESENT
        for finding in self.doubts:
            known.pop(finding, None)
        return known

    def _has_become_persistent(self, today: date) -> bool:
        return self.onset is not None and days_since(self.onset, today) >= PERSISTENT_DAYS

    def status(self, finding: str, today: date) -> Status:
        """The status of one finding on the day ``today``."""
        return self.statuses(today).get(finding, Status.UNKNOWN)

    def told(self, statement: Statement) -> "Record":
        """The record after ``statement``. A doubt never replaces what has been said plainly."""
        if statement.doubtful:
            return self._doubted(statement)
        doubts = {finding: doubt for finding, doubt in self.doubts.items() if finding != statement.finding}
        return replace(self, statements={**self.statements, statement.finding: statement}, doubts=doubts)

    def _doubted(self, statement: Statement) -> "Record":
        known = self.statements.get(statement.finding)
        if known is not None and known.status.is_there:
            return self
        return replace(self, doubts={**self.doubts, statement.finding: statement})

    def forget(self, findings: Iterable[str]) -> "Record":
        """The record without anything about ``findings``: they are unknown again."""
        gone = set(findings)
        return replace(
            self,
            statements={key: value for key, value in self.statements.items() if key not in gone},
            doubts={key: value for key, value in self.doubts.items() if key not in gone},
            onset=None if PERSISTENT in gone else self.onset,
        )

    def deny_the_rest(self, findings: Iterable[str], said: str) -> "Record":
        """The record with every one of ``findings`` absent about which nothing has been said."""
        record = self
        for finding in findings:
            if finding not in self.statements and finding not in self.doubts:
                record = record.told(Statement(finding, Status.ABSENT, said))
        return record
