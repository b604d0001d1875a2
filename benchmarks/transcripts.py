"""Writes the transcripts in ``docs/transcripts/`` from a running Quiver: ``python -m benchmarks.transcripts``.

What the person writes stands in ``docs/transcripts/talks.yml``; what Quiver answers is never edited by hand.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.client import Answer, Person

FOLDER = Path(__file__).parents[1] / "docs" / "transcripts"


def talks(folder: Path = FOLDER) -> list[Mapping[str, Any]]:
    """The talks: ``name``, ``title``, ``about`` (what it shows), ``turns`` and perhaps ``timezone``."""
    return list(yaml.safe_load((folder / "talks.yml").read_text(encoding="utf-8")))


def held(url: str, talk: Mapping[str, Any]) -> list[tuple[str, Answer]]:
    """The talk as it goes with the Quiver at ``url``."""
    person = Person(url, metadata={key: talk[key] for key in ("timezone", "locale") if key in talk})
    return [(text, person.say(text)) for text in talk["turns"]]


def markdown(talk: Mapping[str, Any], turns: Sequence[tuple[str, Answer]]) -> str:
    """The transcript: what the person writes as a quotation, what Quiver answers, and the level after it."""
    parts = [f"# {talk['title']}", talk["about"].strip(), "Written by `python -m benchmarks.transcripts` from a running Quiver."]
    for text, answer in turns:
        parts += [f"> **{text}**", *answer.texts, f"*level: {answer.level}*"]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Hold every talk and write its transcript."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://localhost:5005", help="where Quiver runs")
    options = parser.parse_args()
    for talk in talks():
        (FOLDER / f"{talk['name']}.md").write_text(markdown(talk, held(options.url, talk)), encoding="utf-8")


if __name__ == "__main__":
    main()
