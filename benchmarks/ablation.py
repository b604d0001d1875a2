"""The reader beside its parts and beside others: Quiver, encoder only, rules only, DIET, lexicon with negspacy.

``python -m benchmarks.ablation FOLDER… [--diet MODEL]`` prints the tables of reading alone, with n and 95 % intervals.
DIET is trained first if no model is given (``python -m benchmarks.rivals.diet`` trains one ahead), which takes long.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from triage.knowledge import knowledge

from benchmarks.labelled import Description, load
from benchmarks.report import Reading
from benchmarks.rivals import diet
from benchmarks.rivals.lexicon import textbook_lexicon
from benchmarks.rivals.quiver import QuiverReader, RulesOnly, configured_thresholds
from benchmarks.rivals.verdict import ReadsMessages, Rival
from benchmarks.systems import DEFAULT, QUIVER
from benchmarks.tables import LEXICON, finding_table, reading_table
from benchmarks.verdicts import figures, flag_f1
from components.encoder import Encoder
from components.lexicon import load_lexicon
from components.reader import Reader
from runtime.settings import ROOT

WEIGHTS = ROOT / "encoder" / "weights"
ENCODER_ONLY, RULES_ONLY = "encoder only", "rules only"


def rivals(default: ReadsMessages) -> list[Rival]:
    """Every row of the table; ``default`` is Rasa's default pipeline."""
    encoder = Encoder(WEIGHTS)
    thresholds, flags, lexicon = configured_thresholds(), frozenset(knowledge().red_flags), load_lexicon()
    return [
        Rival(QUIVER, QuiverReader(Reader(encoder, thresholds, red_flags=flags, lexicon=lexicon))),
        Rival(ENCODER_ONLY, QuiverReader(Reader(encoder, thresholds, red_flags=flags))),
        Rival(RULES_ONLY, RulesOnly(lexicon)),
        Rival(DEFAULT, default),
        Rival(LEXICON, textbook_lexicon()),
    ]


def measure(rival: Rival, items: Sequence[Description]) -> Reading:
    """How well one reader reads."""
    judged = [(item, rival.reads.read(item.text)) for item in items]
    of = figures(judged)
    by_finding = {flag: flag_f1(judged, frozenset([flag])) for flag in knowledge().red_flags}
    return Reading(**vars(of), by_finding=by_finding)


def main() -> None:
    """Train what has to be trained, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--diet", type=Path, help="a model that benchmarks.rivals.diet trained")
    parser.add_argument("--epochs", type=int, default=diet.EPOCHS, help="of DIET, if it has to be trained")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        competitors = rivals(diet.load(options.diet or diet.train(Path(folder), Encoder(WEIGHTS), epochs=options.epochs)))
    for data in options.data:
        items = load(data).descriptions
        reading = {rival.name: measure(rival, items) for rival in competitors}
        print(f"## {data.name} ({len(items)} messages)\n\n{reading_table(reading)}\n\n{finding_table(reading)}\n")


if __name__ == "__main__":
    main()
