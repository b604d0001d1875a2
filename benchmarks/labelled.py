"""Labelled messages, questions and dialogues, in the format of the acceptance checks (see ``benchmarks/README.md``)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Description:
    """One message: findings present and absent, and the levels that are right after it alone."""

    id: str
    text: str
    present: frozenset[str]
    absent: frozenset[str]
    optional: frozenset[str]
    accept: frozenset[str]


@dataclass(frozen=True)
class Question:
    """One question: any of ``topics`` answers it, or all of them."""

    id: str
    text: str
    topics: frozenset[str]
    all: bool


@dataclass(frozen=True)
class OutOfScope:
    """One message at a border, and the kind that its reply must have."""

    id: str
    text: str
    kind: str
    expect: str


@dataclass(frozen=True)
class Dialogue:
    """Turns of a person, and what must hold at the end and after some of them (counted from one)."""

    id: str
    turns: tuple[str, ...]
    final: frozenset[str]
    red_flags: frozenset[str]
    not_flags: frozenset[str]
    after: dict[int, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Labelled:
    """One folder of labelled data."""

    descriptions: Sequence[Description]
    questions: Sequence[Question]
    out_of_scope: Sequence[OutOfScope]
    dialogues: Sequence[Dialogue]


def load(folder: Path) -> Labelled:
    """The data in ``folder``; a file that is missing is empty."""
    return Labelled(
        descriptions=[
            Description(
                row["id"], row["text"], frozenset(row["present"]), frozenset(row["absent"]),
                frozenset(row.get("optional", ())), frozenset(row["accept"]),
            )
            for row in _rows(folder / "descriptions.jsonl")
        ],
        questions=[
            Question(row["id"], row["text"], frozenset(row["topics"]), bool(row.get("all")))
            for row in _rows(folder / "questions.jsonl")
        ],
        out_of_scope=[
            OutOfScope(row["id"], row["text"], row["kind"], row["expect"]) for row in _rows(folder / "out_of_scope.jsonl")
        ],
        dialogues=[
            Dialogue(
                row["id"], tuple(row["turns"]), frozenset(row["final"]), frozenset(row["red_flags"]),
                frozenset(row["not_flags"]), {int(turn): frozenset(levels) for turn, levels in row.get("after", {}).items()},
            )
            for row in _rows(folder / "dialogues.jsonl")
        ],
    )  # fmt: skip


def _rows(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
