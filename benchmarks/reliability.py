"""How far the reader's scores can be taken at their word: a reliability diagram over the red flags.

``python -m benchmarks.reliability FOLDER [--out docs/pictures/reliability.svg]`` bins, over every description and red
flag, the score that the finding is there, and compares the bin's mean with the share in which it really is (DeGroot and
Fienberg 1983). Pairs scored below one in a hundred are left out of the table: nearly all of them are.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from triage.knowledge import knowledge

from benchmarks.labelled import Description, load
from benchmarks.reading import WEIGHTS
from benchmarks.rivals.quiver import configured_thresholds
from benchmarks.statistics import Share
from components.combine import LONG_STANDING, PRESENT, together
from components.encoder import Encoder
from components.reader import Reader
from components.text import clean

BINS = 10
LEAST = 0.01


@dataclass(frozen=True)
class Bin:
    """Scores of one tenth of the scale.

    Attributes:
        mean: mean of the scores.
        there: how many of the findings were there.
    """

    mean: float
    there: Share


def pairs(reader: Reader, items: Sequence[Description]) -> list[tuple[float, bool]]:
    """Score and truth of every red flag in every description; optional findings are left out."""
    flags = frozenset(knowledge().red_flags)
    encoder = reader.encoder
    columns = [encoder.statuses.index(PRESENT), encoder.statuses.index(LONG_STANDING)]
    result = []
    for item in items:
        windows, parts, _, _ = reader.score(clean(item.text) or " ")
        scores, _ = together(windows, parts, whole=configured_thresholds().whole)
        for row, finding in enumerate(encoder.findings):
            if finding in flags and finding not in item.optional:
                result.append((min(1.0, float(scores[row, columns].sum())), finding in item.present))
    return result


def bins(scored: Sequence[tuple[float, bool]]) -> list[Bin]:
    """The pairs in tenths of the scale, empty ones left out."""
    kept = [pair for pair in scored if pair[0] >= LEAST]
    result = []
    for place in range(BINS):
        of = [pair for pair in kept if min(int(pair[0] * BINS), BINS - 1) == place]
        if of:
            result.append(Bin(float(np.mean([score for score, _ in of])), Share(sum(truth for _, truth in of), len(of))))
    return result


def calibration_error(of: Sequence[Bin]) -> float:
    """Mean distance of score and share over the bins, weighed by their size (expected calibration error)."""
    return sum(abs(each.mean - each.there.value) * each.there.n for each in of) / sum(each.there.n for each in of)


def draw(of: Sequence[Bin], path: Path) -> None:
    """The diagram as SVG, with 95 % intervals."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    matplotlib.rcParams["svg.hashsalt"] = "quiver"
    figure, axes = pyplot.subplots(figsize=(4.6, 4.2))
    means, shares = [each.mean for each in of], [each.there.value for each in of]
    low = [each.there.value - each.there.interval()[0] for each in of]
    high = [each.there.interval()[1] - each.there.value for each in of]
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    axes.errorbar(means, shares, yerr=[low, high], fmt="o-", color="#0b6e6e", capsize=3, linewidth=1)
    axes.set(xlabel="score that a red flag is there", ylabel="share in which it is", xlim=(0, 1), ylim=(0, 1))
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, format="svg", metadata={"Date": None})


def main() -> None:
    """Print the table and draw the diagram."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    reader = Reader(Encoder(options.weights), configured_thresholds(), red_flags=frozenset(knowledge().red_flags))
    found = bins(pairs(reader, load(options.data).descriptions))
    print("| mean score | there |\n|---|---|")
    for each in found:
        print(f"| {each.mean:.2f} | {each.there} |")
    print(f"\nexpected calibration error {calibration_error(found):.3f}")
    if options.out:
        draw(found, options.out)


if __name__ == "__main__":
    main()
