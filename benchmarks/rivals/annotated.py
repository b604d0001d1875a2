"""Quiver's training texts in Rasa's own format: one intent a text, findings as entities with roles.

DIET needs spans, and the texts are labelled as a whole. The spans come from where Quiver's encoder looked for a finding
that the writer labelled; where two findings share a clause, DIET, whose entities don't overlap, gets the first.
"""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from components.encoder import Encoder
from components.sentences import clause_around
from runtime.settings import ROOT

ROLES = {"present": "present", "absent": "absent", "long_standing": "long_standing", "doubtful": "to_confirm"}
"""The writers' statuses, and the roles of the domain that stand for them."""

OTHER = "describe"
"""The intent of a text that only describes."""

BLANKET, BLANKET_ENTITY = "blanket", "blanket_denial"
SEED = 7
BATCH = 256


@dataclass(frozen=True)
class Texts:
    """How many texts were written out of ``data/reader`` and of ``data/nlu``, and how many there are there."""

    labelled: int
    of: int
    intents: int
    of_intents: int


def write(path: Path, encoder: Encoder, *, most: int | None = None, longest: int | None = None, every: int = 1) -> Texts:
    """Write the training texts to ``path`` as YAML of Rasa's.

    Args:
        path: a new file.
        encoder: tells which clause of a text a labelled finding stands in.
        most: so many labelled texts at most, drawn with a fixed seed; all of them if None.
        longest: words of a labelled text; those that are longer are left out.
        every: one text of ``data/nlu`` in so many.
    """
    rows = _rows()
    short = rows if longest is None else [row for row in rows if len(str(row["text"]).split()) <= longest]
    chosen = random.Random(SEED).sample(short, most) if most is not None and most < len(short) else short
    all_intents = list(_intents())
    intents = all_intents[::every]
    by_intent: dict[str, list[str]] = {}
    for intent, text in [*_annotated_rows(chosen, encoder), *intents]:
        by_intent.setdefault(intent, []).append(text)
    blocks = [{"intent": intent, "examples": "".join(f"- {text}\n" for text in listed)} for intent, listed in sorted(by_intent.items())]
    path.write_text(yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True, width=100_000), encoding="utf-8")
    return Texts(len(chosen), len(rows), len(intents), len(all_intents))


def _rows() -> list[dict[str, object]]:
    files = sorted((ROOT / "data" / "reader").glob("*.jsonl"))
    return [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]


def _intents() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                yield block["intent"], plain(line[2:])


def _annotated_rows(rows: list[dict[str, object]], encoder: Encoder) -> Iterator[tuple[str, str]]:
    for first in range(0, len(rows), BATCH):
        group = rows[first : first + BATCH]
        texts = [plain(str(row["text"])) for row in group]
        focuses = encoder.score(texts).focus
        for row, text, focus in zip(group, texts, focuses, strict=True):
            acts, findings = row.get("acts"), row["findings"]
            intent = str(acts[0]) if isinstance(acts, list) and acts else OTHER
            labelled = findings if isinstance(findings, dict) else {}
            yield intent, annotated(text, labelled, dict(zip(encoder.findings, focus, strict=True)))


def annotated(text: str, findings: dict[str, str], focus: dict[str, int]) -> str:
    """``text`` with its findings marked as entities with roles.

    Args:
        text: without the characters of the format itself (see ``plain``).
        findings: statuses by finding.
        focus: the character at which each finding stands.
    """
    spans: list[tuple[int, int, str, str]] = []
    for finding, status in findings.items():
        if status not in ROLES:
            continue
        start, end = clause_around(text, min(int(focus[finding]), max(0, len(text) - 1)))
        if start < end and all(end <= other[0] or other[1] <= start for other in spans):
            spans.append((start, end, BLANKET_ENTITY if finding == BLANKET else finding, ROLES[status]))
    for start, end, entity, role in sorted(spans, reverse=True):
        mark = json.dumps({"entity": entity, "role": role})
        text = f"{text[:start]}[{text[start:end]}]{mark}{text[end:]}"
    return text


def plain(text: str) -> str:
    """One line without the characters that mean something in Rasa's training format."""
    return re.sub(r"[\[\]{}()]", " ", re.sub(r"\s+", " ", text)).strip() or "-"
