"""Runs of words of the article as hashes, so that copying can be found without shipping the article.

``python -m tests.knowledge.own_words article.txt`` writes ``article_shingles.json`` anew.
"""

import json
import re
import sys
from hashlib import sha256
from pathlib import Path

RUN = 7
"""So many words in the article's order are a copy."""

KEPT = Path(__file__).with_name("article_shingles.json")


def shingles(text: str) -> dict[str, str]:
    """Every run of ``RUN`` words of ``text``, by its hash. Words are lower-case letters and nothing else."""
    words = re.findall(r"[a-z]+", re.sub("['’]", "", text.lower()))
    runs = (" ".join(words[place : place + RUN]) for place in range(len(words) - RUN + 1))
    return {sha256(run.encode()).hexdigest()[:12]: run for run in runs}


def of_the_article() -> frozenset[str]:
    """The hashes of the article's runs."""
    return frozenset(json.loads(KEPT.read_text(encoding="utf-8")))


if __name__ == "__main__":
    hashes = sorted(shingles(Path(sys.argv[1]).read_text(encoding="utf-8")))
    KEPT.write_text("[\n" + ",\n".join(f'"{item}"' for item in hashes) + "\n]\n", encoding="utf-8")
