"""The labelled texts of ``data/`` as training examples."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "data"

STATUSES = ("none", "present", "absent", "lookalike", "long_standing", "doubtful")
"""What a text can say about a finding; the index is the class that the encoder predicts."""

UNLABELLED = -100
"""Class index that the loss leaves out."""

BLANKET = "blanket"
"""Stands beside the findings: "none of those", "nothing else is wrong"."""

OTHER_EMERGENCY = "other_emergency"
"""An act that is known to be missing where a text states no finding at all."""

GRAVE = frozenset(["crisis", OTHER_EMERGENCY])
"""Acts that must not be lost beside a lip that twitches."""

ABOUT_OTHER = "about_other"
"""Stands beside the acts: the text is about somebody else."""


@dataclass(frozen=True)
class Example:
    """One text with its labels.

    Attributes:
        text: what a person typed.
        findings: finding id to one of STATUSES or "unclear"; findings that are missing are "none".
        acts: what the text asks or does.
        about_other: whether it is about somebody else.
        acts_known: "all" if every act was labelled, "borders" if only topics and dialogue acts may be missing.
        blanket_known: whether the author labelled blanket denials.
    """

    text: str
    findings: dict[str, str] = field(default_factory=dict)
    acts: tuple[str, ...] = ()
    about_other: bool = False
    acts_known: str = "all"
    blanket_known: bool = True


def load(folder: Path = FOLDER) -> list[Example]:
    """All examples below ``folder``: labelled texts of ``reader/`` and the intents of ``nlu/``, in a fixed order."""
    texts = [example for path in sorted((folder / "reader").glob("*.jsonl")) for example in _read(path)]
    return texts + [example for path in sorted((folder / "nlu").glob("*.yml")) for example in _intents(path)]


def _intents(path: Path) -> Iterator[Example]:
    """Rasa's training examples: texts that do one thing and state no finding."""
    for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
        for line in block["examples"].splitlines():
            if line.startswith("- "):
                yield Example(text=line[2:], acts=(block["intent"],))


def _read(path: Path) -> Iterator[Example]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Example(
            text=row["text"],
            findings=row.get("findings", {}),
            acts=tuple(row.get("acts", ())),
            about_other=row.get("about") == "other",
            acts_known="all" if "acts" in row else "borders",
            blanket_known=row.get("blanket_labelled", True),
        )


def is_neutral(example: Example) -> bool:
    """Whether a text states nothing and asks nothing, so that it can stand beside any other."""
    return not example.findings and not example.acts and not example.about_other


def is_grave(example: Example) -> bool:
    """Whether a text does one of the acts in ``GRAVE``."""
    return not GRAVE.isdisjoint(example.acts)


def compose(
    pool: Sequence[Example], neutral: Sequence[Example], grave: Sequence[Example], rng: random.Random, most: int = 4, most_neutral: int = 6
) -> Example | None:
    """A message made of texts of ``pool``, or None if they contradict one another.

    Either two to ``most`` of them, or one or two among up to ``most_neutral`` texts of ``neutral``, so that what is said
    once in a long message is not lost, or one of ``grave`` beside one or two of them. Only for training: what the data
    folder holds is never composed.
    """
    kind = rng.random()
    if kind < 0.15:
        parts = [rng.choice(grave), *rng.sample(pool, rng.randint(1, 2))]
        rng.shuffle(parts)
    elif kind < 0.55:
        parts = rng.sample(pool, rng.randint(2, most))
    else:
        parts = rng.sample(pool, rng.randint(1, 2)) + rng.sample(neutral, rng.randint(1, most_neutral))
        rng.shuffle(parts)
    findings: dict[str, str] = {}
    for part in parts:
        for finding, status in part.findings.items():
            merged = _merge(findings.get(finding), status)
            if merged is None:
                return None
            findings[finding] = merged
    joiner = rng.choice([". ", ". ", " ", ", ", " and ", "; ", " - ", "\n", " but "])
    text = joiner.join(part.text.rstrip(" .") if joiner != " " else part.text for part in parts)
    return Example(
        text=text,
        findings=findings,
        acts=tuple({act for part in parts for act in part.acts}),
        about_other=any(part.about_other for part in parts),
        acts_known="all" if all(part.acts_known == "all" for part in parts) else "borders",
        blanket_known=all(part.blanket_known for part in parts),
    )


def _merge(one: str | None, other: str) -> str | None:
    if one is None or one == other:
        return other
    pair = {one, other}
    if "lookalike" in pair:
        return (pair - {"lookalike"}).pop()
    return None


def roughen(text: str, rng: random.Random) -> str:
    """``text`` as it might be typed in a hurry: apostrophes, case and punctuation lost, letters slipped."""
    if rng.random() < 0.3:
        text = text.replace("'", "").replace("’", "")
    if rng.random() < 0.25:
        text = text.lower()
    elif rng.random() < 0.03:
        text = text.upper()
    if rng.random() < 0.18:
        text = "".join(letter for letter in text if letter not in ",.;:!?")
    if rng.random() < 0.3:
        text = " ".join(_slip(word, rng) if rng.random() < 0.07 else word for word in text.split(" "))
    return text


def _slip(word: str, rng: random.Random) -> str:
    if len(word) < 4:
        return word
    place = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(3)
    if kind == 0:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if kind == 1:
        return word[:place] + word[place + 1 :]
    return word[:place] + word[place] + word[place:]
