"""The triage table as a Markdown sheet that a clinician can review: ``python -m triage.sheet > docs/triage.md``."""

from collections.abc import Mapping
from functools import cache

from triage.findings import Status
from triage.knowledge import Knowledge, knowledge
from triage.levels import Level
from triage.table import Table


def sheet(known: Knowledge) -> str:
    """The review sheet: every row with its reason and source, then how many combinations lead to each level."""
    return "\n".join([*_head(known), *_rows(known), *_counts(known)]) + "\n"


def _head(known: Knowledge) -> list[str]:
    return [
        f"# Triage table, version {known.table.version}",
        "",
        "Generated from `knowledge/triage.yml` by `make sheet`; change it there. The most urgent matching row wins.",
        f"When no row matches, the level is `{known.table.otherwise.id}`.",
        "",
        "| id | when | then | because | source |",
        "|---|---|---|---|---|",
    ]


def _rows(known: Knowledge) -> list[str]:
    ordered = sorted(known.table.rows, key=lambda row: (-row.then, row.id))
    return [
        f"| {row.id} | {_conditions(row.when)} | **{row.then.id}** | {row.because} | {known.sources.cite(row.source)} |"
        for row in ordered
    ]


def _conditions(when: Mapping[str, Status]) -> str:
    return ", ".join(f"{finding} {status.value.replace('_', '-')}" for finding, status in when.items())


def _counts(known: Knowledge) -> list[str]:
    counts = count_by_level(known.table)
    total = sum(counts.values())
    return [
        "",
        f"All {total:,} combinations of the statuses present, absent and unknown of the {len(known.table.findings)} red flags:",
        "",
        "| level | combinations |",
        "|---|---|",
        *(f"| {level.id} | {counts[level]:,} |" for level in reversed(Level)),
    ]


def count_by_level(table: Table) -> Mapping[Level, int]:
    """How many combinations of present, absent and unknown lead to each level; an exact count.

    Findings are decided one after another. Once it is settled which rows match, what the other findings are makes no
    difference, so equal situations are counted once.
    """
    statuses = (Status.UNKNOWN, Status.ABSENT, Status.PRESENT)

    @cache
    def count(place: int, alive: frozenset[str]) -> dict[Level, int]:
        """Counts from ``place`` on, when the rows in ``alive`` have held so far."""
        if place == len(table.findings):
            matched = [row.then for row in table.rows if row.id in alive]
            return {max(matched, default=table.otherwise): 1}
        totals: dict[Level, int] = {}
        for status in statuses:
            still = frozenset(
                row.id
                for row in table.rows
                if row.id in alive and row.when.get(table.findings[place], status) is status
            )
            for level, number in count(place + 1, still).items():
                totals[level] = totals.get(level, 0) + number
        return totals

    counted = count(0, frozenset(row.id for row in table.rows))
    return {level: counted.get(level, 0) for level in Level}


if __name__ == "__main__":
    print(sheet(knowledge()), end="")
