"""Rasa's own pipeline (``rasa init``: DIET with entity roles) trained on the same texts as Quiver's reader.

DIET needs spans and has one intent a text. The spans come from where Quiver's encoder looked for a finding that the
writer labelled; where two findings share a clause, DIET, whose entities don't overlap, gets the first.
"""

import asyncio
import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from rasa.core.agent import Agent, load_agent

from triage.knowledge import knowledge

from benchmarks.rivals.verdict import Verdict
from components.encoder import Encoder
from components.sentences import clause_around
from components.text import clean
from runtime.settings import ROOT
from runtime.training import quiet_environment

ROLES = ("present", "absent", "long_standing", "doubtful")
OTHER = "describe"
PIPELINE: list[dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True},
    {"name": "EntitySynonymMapper"},
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
]


class Diet:
    """A trained ``rasa init`` pipeline as a reader."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent

    def read(self, text: str) -> Verdict:
        """Entities by role, and the intent."""
        parsed = asyncio.run(self._agent.parse_message(clean(text) or " "))
        by_role: dict[str, set[str]] = {role: set() for role in ROLES}
        for entity in parsed["entities"]:
            if entity.get("role") in by_role:
                by_role[entity["role"]].add(entity["entity"])
        present = frozenset(by_role["present"])
        absent = frozenset(by_role["absent"]) - present
        if "blanket_denial" in absent:
            absent |= frozenset(knowledge().red_flags) - present
        intent = parsed["intent"].get("name") or OTHER
        return Verdict(
            present, absent - {"blanket_denial"}, frozenset(by_role["long_standing"]), frozenset(by_role["doubtful"]), frozenset([intent])
        )


def train(folder: Path, encoder: Encoder, *, epochs: int = 100, most: int | None = None) -> Path:
    """Train the pipeline in ``folder`` and return the model.

    Args:
        folder: an empty folder for the project.
        encoder: tells which clause of a text a labelled finding stands in.
        epochs: of DIET; the default of ``rasa init`` is 100.
        most: so many labelled texts at most, drawn with a fixed seed; all of them if None. Those of ``data/nlu`` are
            always all there.

    Raises:
        subprocess.CalledProcessError: if Rasa can't train.
    """
    pipeline = [{**part, "epochs": epochs} if "epochs" in part else part for part in PIPELINE]
    config = {"recipe": "default.v1", "language": "en", "assistant_id": "diet", "pipeline": pipeline, "policies": []}
    (folder / "config.yml").write_text(yaml.safe_dump(config, sort_keys=False))
    (folder / "domain.yml").write_text('version: "3.1"\n')
    (folder / "data").mkdir()
    texts = [*_labelled(encoder, most), *_intents()]
    by_intent: dict[str, list[str]] = {}
    for intent, text in texts:
        by_intent.setdefault(intent, []).append(text)
    blocks = [{"intent": intent, "examples": "".join(f"- {text}\n" for text in listed)} for intent, listed in sorted(by_intent.items())]
    (folder / "data" / "nlu.yml").write_text(yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True, width=100_000))
    command = [sys.executable, "-m", "rasa", "train", "nlu", "--fixed-model-name", "diet"]
    subprocess.run(command, cwd=folder, env=quiet_environment(), check=True, capture_output=True)
    return folder / "models" / "diet.tar.gz"


def load(model: Path) -> Diet:
    """The trained pipeline in ``model``."""
    return Diet(asyncio.run(load_agent(model_path=str(model))))


def _intents() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                yield block["intent"], _plain(line[2:])


def _labelled(encoder: Encoder, most: int | None) -> Iterator[tuple[str, str]]:
    rows = [
        json.loads(line)
        for path in sorted((ROOT / "data" / "reader").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    if most is not None and most < len(rows):
        rows = random.Random(7).sample(rows, most)
    for first in range(0, len(rows), 256):
        group = rows[first : first + 256]
        texts = [_plain(row["text"]) for row in group]
        scores = encoder.score(texts)
        for row, text, focus in zip(group, texts, scores.focus, strict=True):
            intent = row["acts"][0] if row.get("acts") else OTHER
            yield intent, _annotated(text, row["findings"], dict(zip(encoder.findings, focus, strict=True)))


def _annotated(text: str, findings: dict[str, str], focus: dict[str, int]) -> str:
    spans: list[tuple[int, int, str, str]] = []
    for finding, status in findings.items():
        if status not in ROLES:
            continue
        start, end = clause_around(text, min(int(focus[finding]), max(0, len(text) - 1)))
        if start < end and all(end <= other[0] or other[1] <= start for other in spans):
            spans.append((start, end, "blanket_denial" if finding == "blanket" else finding, status))
    for start, end, entity, role in sorted(spans, reverse=True):
        mark = json.dumps({"entity": entity, "role": role})
        text = f"{text[:start]}[{text[start:end]}]{mark}{text[end:]}"
    return text


def _plain(text: str) -> str:
    """One line without the characters that mean something in Rasa's training format."""
    return re.sub(r"[\[\]{}()]", " ", re.sub(r"\s+", " ", text)).strip() or "-"
