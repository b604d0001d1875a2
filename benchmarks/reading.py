"""The reader alone, without a conversation: figures on labelled descriptions, and a sweep over its thresholds.

``python -m benchmarks.reading FOLDER [--sweep] [--weights encoder/weights]``
"""

import argparse
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from triage.knowledge import knowledge

from benchmarks.labelled import Description, load
from benchmarks.rivals.quiver import configured_thresholds
from benchmarks.rivals.verdict import Verdict
from benchmarks.verdicts import Figures, figures
from components.combine import BLANKET, LONG_STANDING, PRESENT, TO_CONFIRM, Scored, Thresholds, statements
from components.encoder import Encoder
from components.reader import Reader
from components.text import clean

WEIGHTS = Path(__file__).resolve().parent.parent / "encoder" / "weights"


@dataclass(frozen=True)
class ScoredItem:
    """A description with its scores, so that thresholds can be tried without scoring again."""

    item: Description
    text: str
    windows: Sequence[Scored]
    parts: Sequence[Scored]


def scored(reader: Reader, items: Sequence[Description]) -> list[ScoredItem]:
    """Score every description once."""
    result = []
    for item in items:
        text = clean(item.text)
        windows, parts, _, _ = reader.score(text)
        result.append(ScoredItem(item, text, windows, parts))
    return result


def figures_at(encoder: Encoder, items: Sequence[ScoredItem], thresholds: Thresholds) -> Figures:
    """How well ``thresholds`` read ``items``."""
    flags = frozenset(knowledge().red_flags) | {BLANKET}
    return figures([(scored_item.item, _verdict(encoder, scored_item, thresholds, flags)) for scored_item in items])


def _verdict(encoder: Encoder, of: ScoredItem, thresholds: Thresholds, flags: frozenset[str]) -> Verdict:
    said = statements(
        of.text, of.windows, of.parts, findings=encoder.findings, statuses=encoder.statuses, red_flags=flags, thresholds=thresholds
    )
    present, long_standing, to_confirm = (
        frozenset(one.finding for one in said if one.role == role) - {BLANKET} for role in (PRESENT, LONG_STANDING, TO_CONFIRM)
    )
    return Verdict(present=present, long_standing=long_standing, to_confirm=to_confirm)


def sweep(encoder: Encoder, items: Sequence[ScoredItem]) -> Iterator[tuple[Thresholds, Figures]]:
    """Figures of a grid of thresholds."""
    grid = itertools.product((0.5, 0.7, 0.85), (0.2, 0.25, 0.3, 0.35, 0.45, 0.55), (0.06, 0.08, 0.1, 0.12, 0.15, 0.2))
    for whole, present, doubt in grid:
        thresholds = replace(configured_thresholds(), whole=whole, present=present, doubt=doubt)
        yield thresholds, figures_at(encoder, items, thresholds)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--sweep", action="store_true")
    options = parser.parse_args()
    encoder = Encoder(options.weights)
    usual = configured_thresholds()
    reader = Reader(encoder, usual, red_flags=frozenset(knowledge().red_flags))
    items = scored(reader, load(options.data).descriptions)
    print(date.today(), len(items), "descriptions")
    tried = sweep(encoder, items) if options.sweep else iter([(usual, figures_at(encoder, items, usual))])
    for thresholds, result in tried:
        print(f"whole {thresholds.whole} present {thresholds.present} doubt {thresholds.doubt}: {result}")


if __name__ == "__main__":
    main()
