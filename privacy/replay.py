"""Whether the rows of the audit trail still give the level that was said.

``python -m privacy.replay DATABASE_URL [--knowledge FOLDER]``

A row is replayed with the knowledge it was made with; rows of another version are counted and left alone, until that
version's folder is named.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from triage.assessment import level_of
from triage.files import KnowledgeError
from triage.knowledge import FOLDER, Knowledge, load_knowledge
from triage.levels import Level

from privacy.trail import Entry, entries


@dataclass(frozen=True)
class Replay:
    """What came of replaying rows.

    Attributes:
        same: how many gave the same level by the same rules.
        different: those that did not, with the level that they give now.
        other_version: how many were made with other knowledge, and were not replayed.
    """

    same: int
    different: tuple[tuple[Entry, Level], ...]
    other_version: int

    def __str__(self) -> str:
        return f"{self.same} rows give the same level, {len(self.different)} don't, {self.other_version} belong to another version of the knowledge"


def replay(trail: Iterable[Entry], known: Knowledge) -> Replay:
    """Work out the level of every entry anew from its statuses."""
    same, other, different = 0, 0, []
    for entry in trail:
        if (entry.knowledge, entry.table_version) != (known.version, known.table.version):
            other += 1
            continue
        level = level_of(entry.statuses, table=known.table, floor=entry.floor, doubts=entry.doubts)
        rules = tuple(row.id for row in known.table.matching(entry.statuses))
        if (level, rules) == (entry.level, entry.rules):
            same += 1
        else:
            different.append((entry, level))
    return Replay(same, tuple(different), other)


def main(arguments: Sequence[str]) -> int:
    """Replay a database's trail and print what came of it. Returns 0 if every replayed row gave the same level."""
    parser = argparse.ArgumentParser(prog="python -m privacy.replay", description=__doc__)
    parser.add_argument("database", help="SQLAlchemy URL of the conversation store")
    parser.add_argument("--knowledge", type=Path, default=FOLDER, help="folder with the knowledge of the version to replay")
    chosen = parser.parse_args(arguments)
    try:
        known = load_knowledge(chosen.knowledge)
        with sa.create_engine(chosen.database, poolclass=NullPool).connect() as connection:
            result = replay(entries(connection), known)
    except (SQLAlchemyError, KnowledgeError, OSError) as problem:
        print(f"Quiver: the trail can't be replayed ({type(problem).__name__}).", file=sys.stderr)
        return 2
    print(f"{result} (version {known.table.version}, knowledge {known.version}).")
    for entry, level in result.different:
        print(f"{entry.key}: said {entry.level.id}, now {level.id}")
    return 1 if result.different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
