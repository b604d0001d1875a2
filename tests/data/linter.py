"""Near-duplicates, contradicting labels and leakage in the training texts: ``python -m tests.data.linter``.

Two texts are near-duplicates when they share most of their runs of three words (Broder 1997); texts of fewer words than
``LEAST_WORDS`` are compared as a whole only.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from runtime.settings import ROOT

READER = ROOT / "data" / "reader"
MEASURED = (ROOT / "benchmarks" / "sets", ROOT.parent / "shared" / "samples")
LEAST_WORDS = 6
ALIKE = 0.7
"""Share of common runs (Jaccard) from which on two texts are near-duplicates."""

CONTRADICTING = frozenset([frozenset(["present", "absent"]), frozenset(["present", "lookalike"]), frozenset(["absent", "long_standing"])])


@dataclass(frozen=True)
class Row:
    """One labelled text and where it stands."""

    where: str
    text: str
    findings: dict[str, str]


@dataclass(frozen=True)
class Alike:
    """Two texts that are nearly the same, and how much."""

    one: Row
    other: Row
    share: float

    @property
    def contradictions(self) -> list[str]:
        """Findings that the two label in ways that can't both be right; texts that differ in a number may differ in time."""
        if re.findall(r"\d+", self.one.text) != re.findall(r"\d+", self.other.text):
            return []
        shared = set(self.one.findings) & set(self.other.findings)
        return sorted(name for name in shared if frozenset([self.one.findings[name], self.other.findings[name]]) in CONTRADICTING)


def rows(folder: Path = READER) -> list[Row]:
    """Every labelled text."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            found.append(Row(f"{path.name}:{number}", row["text"], row["findings"]))
    return found


def questions(folder: Path = ROOT / "data" / "nlu") -> list[Row]:
    """Every example of an intent."""
    return [
        Row(f"{path.name}: {block['intent']}", line[2:], {})
        for path in sorted(folder.glob("*.yml"))
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        for line in block["examples"].splitlines()
    ]


def measured() -> list[Row]:
    """Every text that something is measured with, as far as it is there."""
    found = []
    for folder in MEASURED:
        for path in sorted(folder.rglob("*.jsonl")):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                row: dict[str, Any] = json.loads(line)
                texts = row.get("turns") or [row.get("text", "")]
                found += [Row(f"{path.name}:{number}", text, {}) for text in texts]
    return found


def runs(text: str) -> frozenset[str]:
    """Every run of three words; none for a short text."""
    words = re.findall(r"\w+", text.lower().replace("'", "").replace("’", ""))
    if len(words) < LEAST_WORDS:
        return frozenset()
    return frozenset(" ".join(words[place : place + 3]) for place in range(len(words) - 2))


def alike(these: Sequence[Row], those: Sequence[Row] | None = None) -> Iterator[Alike]:
    """Near-duplicates within ``these``, or between ``these`` and ``those``."""
    others = these if those is None else those
    of_others = [runs(row.text) for row in others]
    index: dict[str, list[int]] = defaultdict(list)
    for place, shingles in enumerate(of_others):
        for shingle in shingles:
            index[shingle].append(place)
    for place, row in enumerate(these):
        mine = runs(row.text)
        common = Counter(other for shingle in mine for other in index.get(shingle, ()))
        for other, number in common.items():
            if those is None and other <= place:
                continue
            share = number / len(mine | of_others[other])
            if share >= ALIKE:
                yield Alike(row, others[other], share)


def main() -> None:
    """Print what there is to mend."""
    texts = rows()
    twice = list(alike(texts))
    leaks = list(alike([*texts, *questions()], measured()))
    for pair in twice:
        print(f"{pair.share:.2f} {pair.one.where} {pair.other.where} {' '.join(pair.contradictions)}\n  {pair.one.text}\n  {pair.other.text}")
    for pair in leaks:
        print(f"LEAK {pair.share:.2f} {pair.one.where} {pair.other.where}")
    contradicting = sum(bool(pair.contradictions) for pair in twice)
    print(f"{len(texts)} texts, {len(twice)} near-duplicates, {contradicting} contradicting, {len(leaks)} leaks")


if __name__ == "__main__":
    main()
