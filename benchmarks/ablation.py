"""The reader beside its parts and beside others: Quiver, encoder only, rules only, DIET, lexicon with negspacy.

``python -m benchmarks.ablation FOLDER… [--diet MODEL] [--out FILE]`` prints one table a folder, with n and 95 %
intervals, and the F1 of every finding. DIET is trained first if no model is given, which takes long.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from triage.knowledge import knowledge

from benchmarks.labelled import Labelled, load
from benchmarks.rivals import diet
from benchmarks.rivals.lexicon import textbook_lexicon
from benchmarks.rivals.quiver import QuiverReader, RulesOnly, configured_thresholds
from benchmarks.rivals.verdict import Rival
from benchmarks.statistics import Share
from benchmarks.verdicts import Judged, f1_interval, figures, flag_f1
from components.encoder import Encoder
from components.lexicon import load_lexicon
from components.reader import Reader
from runtime.settings import ROOT

COLUMNS = ("caught", "or asked", "under-triage", "false alarms", "needless", "denied present", "F1 of red flags")


def rivals(model: Path) -> list[Rival]:
    """Every row of the table; ``model`` is DIET's."""
    encoder = Encoder(ROOT / "encoder" / "weights")
    thresholds, flags, lexicon = configured_thresholds(), frozenset(knowledge().red_flags), load_lexicon()
    return [
        Rival("Quiver", QuiverReader(Reader(encoder, thresholds, red_flags=flags, lexicon=lexicon))),
        Rival("encoder only", QuiverReader(Reader(encoder, thresholds, red_flags=flags))),
        Rival("rules only", RulesOnly(lexicon)),
        Rival("DIET with entity roles", diet.load(model), acts=True),
        Rival("lexicon with negspacy", textbook_lexicon()),
    ]


def judge(rival: Rival, data: Labelled) -> Judged:
    """The verdicts of one reader on every description."""
    return [(item, rival.reads.read(item.text)) for item in data.descriptions]


def table(rows: dict[str, Judged]) -> str:
    """Readers by figures."""
    lines = [f"| reader | {' | '.join(COLUMNS)} |", "|---" * (len(COLUMNS) + 1) + "|"]
    for name, judged in rows.items():
        of = figures(judged)
        shares: Sequence[Share] = (of.caught, of.caught_or_asked, of.under, of.false_alarms, of.needless, of.denied_present)
        low, high = f1_interval(judged)
        lines.append(f"| {name} | {' | '.join(map(str, shares))} | {of.flags.value:.3f} ({low:.3f}–{high:.3f}) |")
    return "\n".join(lines)


def by_finding(rows: dict[str, Judged]) -> str:
    """F1 of every red flag by reader."""
    names = list(rows)
    lines = [f"| finding | n | {' | '.join(names)} |", "|---" * (len(names) + 2) + "|"]
    for flag in knowledge().red_flags:
        cells = []
        for judged in rows.values():
            low, high = f1_interval(judged, frozenset([flag]))
            cells.append(f"{flag_f1(judged, frozenset([flag])).value:.2f} ({low:.2f}–{high:.2f})")
        there = sum(flag in item.present for item, _ in rows[names[0]])
        lines.append(f"| `{flag}` | {there} | {' | '.join(cells)} |")
    return "\n".join(lines)


def acts_table(competitors: Sequence[Rival], data: Labelled) -> str:
    """Topics answered by the readers that tell intents; the conversation's figures are those of ``benchmarks.evaluate``."""
    lines = ["| reader | single questions | double questions |", "|---|---|---|"]
    for rival in competitors:
        if rival.acts:
            acts = [(item, rival.reads.read(item.text).acts) for item in data.questions]
            single = [bool(item.topics & of) for item, of in acts if not item.all]
            double = [item.topics <= of for item, of in acts if item.all]
            lines.append(f"| {rival.name} | {Share(sum(single), len(single))} | {Share(sum(double), len(double))} |")
    return "\n".join(lines)


def report(competitors: Sequence[Rival], folders: Sequence[Path]) -> str:
    """All tables as Markdown."""
    parts = []
    for folder in folders:
        data = load(folder)
        rows = {rival.name: judge(rival, data) for rival in competitors}
        parts += [f"## {folder.name} ({len(data.descriptions)} messages)", table(rows), by_finding(rows), acts_table(competitors, data)]
    return "\n\n".join(parts)


def main() -> None:
    """Train what has to be trained, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--diet", type=Path, help="a model that benchmarks.rivals.diet trained")
    parser.add_argument("--epochs", type=int, default=100, help="of DIET, if it has to be trained")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        model = options.diet or diet.train(Path(folder), Encoder(ROOT / "encoder" / "weights"), epochs=options.epochs)
        text = report(rivals(model), options.data)
    print(text)
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
