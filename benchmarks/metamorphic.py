"""What the reader keeps when a message is changed in ways that change nothing it says.

``python -m benchmarks.metamorphic FOLDER`` takes the messages in which the reader finds red flags, changes each in every
way of ``CHANGES``, and counts how often every red flag is still there, and how often it is there or asked about.
"""

import argparse
import random
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from triage.knowledge import knowledge

from benchmarks.labelled import load
from benchmarks.reading import WEIGHTS
from benchmarks.rivals.quiver import QuiverReader, configured_thresholds
from benchmarks.rivals.verdict import Verdict
from benchmarks.statistics import Share
from components.encoder import Encoder
from components.lexicon import load_lexicon
from components.reader import Reader

WEATHER = "It has been raining here all morning."
NEUTRAL = ("hello", "today", "really", "because", "about", "please", "morning", "just", "with", "have", "that", "this")
"""Words that can be misspelt without touching what a message says."""

FILLER = (
    "I work in a garden centre, mostly at the till. The bus was late again today. My sister is coming over on Friday and "
    "we are going to paint the fence. The new neighbours have two dogs."
)


def misspell(text: str) -> str:
    """``text`` with two letters swapped in its first neutral word."""
    for word in NEUTRAL:
        slipped = word[:1] + word[2:3] + word[1:2] + word[3:]
        changed = re.sub(rf"\b{word}\b", slipped, text, count=1, flags=re.IGNORECASE)
        if changed != text:
            return changed
    return text


CHANGES: Mapping[str, Callable[[str], str]] = {
    "weather before": lambda text: f"{WEATHER} {text}",
    "weather after": lambda text: f"{_ended(text)} {WEATHER}",
    "lower case": str.lower,
    "capitals": str.upper,
    "no apostrophes": lambda text: re.sub("['’]", "", text),
    "no punctuation": lambda text: re.sub(r"[.,;:!?]", "", text),
    "a typo in a neutral word": misspell,
    "played down": lambda text: f"{_ended(text)} But it's probably nothing.",
    "at the start of a long message": lambda text: f"{_ended(text)} {FILLER}",
    "in the middle of a long message": lambda text: f"{FILLER} {_ended(text)} {FILLER}",
    "at the end of a long message": lambda text: f"{FILLER} {text}",
}


def _ended(text: str) -> str:
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text.rstrip()}."


def flags_of(verdict: Verdict) -> frozenset[str]:
    """Red flags that a verdict reports."""
    return (verdict.present | verdict.long_standing) & frozenset(knowledge().red_flags)


def kept(before: Verdict, after: Verdict) -> tuple[bool, bool]:
    """Whether all red flags are still there, and whether they are there or asked about."""
    flags = flags_of(before)
    return flags <= flags_of(after), flags <= flags_of(after) | after.to_confirm


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--most", type=int, default=200, help="so many messages at most, drawn with a fixed seed")
    options = parser.parse_args()
    flags = frozenset(knowledge().red_flags)
    reader = QuiverReader(Reader(Encoder(WEIGHTS), configured_thresholds(), red_flags=flags, lexicon=load_lexicon()))
    read = [(item.text, reader.read(item.text)) for item in load(options.data).descriptions]
    raised = [(text, verdict) for text, verdict in read if flags_of(verdict)]
    raised = random.Random(7).sample(raised, min(options.most, len(raised)))
    print(f"{date.today()}, {len(raised)} messages with red flags")
    print("| change | still there | there or asked |\n|---|---|---|")
    for name, change in CHANGES.items():
        outcomes = [kept(verdict, reader.read(change(text))) for text, verdict in raised]
        there, asked = (Share(sum(outcome), len(outcome)) for outcome in zip(*outcomes, strict=True))
        print(f"| {name} | {there} | {asked} |")


if __name__ == "__main__":
    main()
