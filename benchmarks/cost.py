"""What reading costs: milliseconds by length of the message, and memory on top of an empty Rasa.

``python -m benchmarks.cost FOLDER``; one thread, messages of about so many words put together from the folder's texts.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from triage.knowledge import knowledge

from benchmarks.labelled import load
from benchmarks.reading import WEIGHTS
from benchmarks.rivals.quiver import configured_thresholds
from components.encoder import Encoder
from components.lexicon import load_lexicon
from components.reader import Reader
from components.text import clean

LENGTHS = (20, 60, 100, 300, 1000)
REPEATS = 40
EMPTY = "import rasa.core.agent, rasa.core.channels, rasa.server"
LOADED = (
    "from pathlib import Path; from components.encoder import Encoder; from components.lexicon import load_lexicon;"
    "from components.finding_reader import FindingReader; from components.reader import Reader;"
    "from triage.knowledge import knowledge; from benchmarks.rivals.quiver import configured_thresholds; from datetime import date;"
    "reader = Reader(Encoder(Path('encoder/weights')), configured_thresholds(), red_flags=frozenset(knowledge().red_flags), lexicon=load_lexicon());"
    "reader.read('my lip has been twitching since tuesday and my arm is weak. ' * 30, date.today())"
)
MEMORY = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"


def messages(texts: Sequence[str], words: int) -> list[str]:
    """Messages of about ``words`` words."""
    made: list[str] = []
    place = 0
    while len(made) < REPEATS:
        message = ""
        while len(message.split()) < words:
            message += texts[place % len(texts)] + " "
            place += 1
        made.append(" ".join(message.split()[:words]))
    return made


def milliseconds(reader: Reader, texts: Sequence[str]) -> list[float]:
    """Time for each text."""
    taken = []
    for text in texts:
        began = time.perf_counter()
        reader.read(clean(text), date.today())
        taken.append(1000 * (time.perf_counter() - began))
    return taken


def megabytes(*statements: str) -> int:
    """Peak memory of a process that runs ``statements``."""
    code = "\n".join([*statements, MEMORY])
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1])


def main() -> None:
    """Print two tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    options = parser.parse_args()
    texts = [item.text for item in load(options.data).descriptions]
    flags = frozenset(knowledge().red_flags)
    reader = Reader(Encoder(WEIGHTS), configured_thresholds(), red_flags=flags, lexicon=load_lexicon())
    reader.read("my lip", date.today())  # a running Quiver has read its calendars before the first message
    print(f"{date.today()}, one thread of {os.cpu_count()} cores, {REPEATS} messages each\n\n| words | p50 ms | p95 ms |\n|---|---|---|")
    for words in LENGTHS:
        taken = milliseconds(reader, messages(texts, words))
        print(f"| {words} | {statistics.median(taken):.1f} | {statistics.quantiles(taken, n=20)[18]:.1f} |", flush=True)
    empty, loaded = megabytes(EMPTY), megabytes(EMPTY, LOADED)
    print(f"\nmemory: {empty} MB with Rasa alone, {loaded} MB with the reader: {loaded - empty} MB on top")


if __name__ == "__main__":
    main()
