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

from benchmarks.evaluate import EMERGENCY_SIGNS, TRIGGERS
from benchmarks.labelled import Description, load
from benchmarks.statistics import F1, Share
from components.combine import PRESENT, TO_CONFIRM, Scored, Thresholds, statements
from components.encoder import Encoder
from components.reader import BLANKET, Reader
from components.text import clean

WEIGHTS = Path(__file__).resolve().parent.parent / "encoder" / "weights"
URGENT_SIGNS = frozenset("spreading pain numbness tingling loss_of_facial_control".split())  # noqa: SIM905


@dataclass(frozen=True)
class ScoredItem:
    """A description with its scores, so that thresholds can be tried without scoring again."""

    item: Description
    text: str
    windows: Sequence[Scored]
    parts: Sequence[Scored]


@dataclass(frozen=True)
class Figures:
    """How well one choice of thresholds reads."""

    caught: Share
    caught_or_asked: Share
    false_alarms: Share
    needless: Share
    denied_present: Share
    under: Share
    flags: F1

    def __str__(self) -> str:
        return (
            f"caught {self.caught}; or asked {self.caught_or_asked}; under {self.under}; false alarms {self.false_alarms}; "
            f"needless {self.needless}; denied present {self.denied_present}; F1 {self.flags}"
        )


def scored(reader: Reader, items: Sequence[Description]) -> list[ScoredItem]:
    """Score every description once."""
    result = []
    for item in items:
        text = clean(item.text)
        windows, parts, _, _ = reader.score(text)
        result.append(ScoredItem(item, text, windows, parts))
    return result


def figures(encoder: Encoder, items: Sequence[ScoredItem], thresholds: Thresholds) -> Figures:
    """How well ``thresholds`` read ``items``."""
    caught, asked, alarms, needless, denied, under = [], [], [], [], [], []
    hits = extra = missed = 0
    flags_known = frozenset(knowledge().red_flags)
    for scored_item in items:
        item = scored_item.item
        said = statements(
            scored_item.text, scored_item.windows, scored_item.parts, findings=encoder.findings, statuses=encoder.statuses,
            red_flags=flags_known | {BLANKET}, thresholds=thresholds,
        )  # fmt: skip
        there = {one.finding for one in said if one.role in (PRESENT, "long_standing")} - TRIGGERS - {BLANKET}
        now = {one.finding for one in said if one.role == PRESENT}
        to_confirm = {one.finding for one in said if one.role == TO_CONFIRM}
        if item.accept == {"emergency"}:
            caught.append(bool(now & EMERGENCY_SIGNS))
            asked.append(bool(now & EMERGENCY_SIGNS or to_confirm & item.present & EMERGENCY_SIGNS))
        if not item.accept & {"none", "self_care", "undetermined", "routine"}:
            under.append(not there & (EMERGENCY_SIGNS | URGENT_SIGNS))
        if item.accept == {"none"}:
            alarms.append(bool(there))
        needless.append(bool(to_confirm - item.present - item.optional) and not now & EMERGENCY_SIGNS)
        denied += [finding in there for finding in item.absent]
        true = item.present - TRIGGERS
        reported = there - item.optional
        hits += len(reported & true)
        extra += len(reported - true)
        missed += len(true - reported)
    return Figures(
        _share(caught), _share(asked), _share(alarms), _share(needless), _share(denied), _share(under), F1(hits, extra, missed)
    )


def _share(outcomes: Sequence[bool]) -> Share:
    return Share(sum(outcomes), len(outcomes))


def sweep(encoder: Encoder, items: Sequence[ScoredItem]) -> Iterator[tuple[Thresholds, Figures]]:
    """Figures of a grid of thresholds."""
    grid = itertools.product((0.3, 0.5, 0.7), (0.35, 0.45, 0.55, 0.65), (0.1, 0.15, 0.2, 0.3))
    for whole, present, doubt in grid:
        thresholds = replace(Thresholds(), whole=whole, present=present, doubt=doubt)
        yield thresholds, figures(encoder, items, thresholds)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--sweep", action="store_true")
    options = parser.parse_args()
    encoder = Encoder(options.weights)
    reader = Reader(encoder, Thresholds(), red_flags=frozenset(knowledge().red_flags))
    items = scored(reader, load(options.data).descriptions)
    print(date.today(), len(items), "descriptions")
    for thresholds, result in sweep(encoder, items) if options.sweep else [(Thresholds(), figures(encoder, items, Thresholds()))]:
        print(f"whole {thresholds.whole} present {thresholds.present} doubt {thresholds.doubt}: {result}")


if __name__ == "__main__":
    main()
