"""Rasa's default pipeline and policies (what ``rasa init`` gives a project), trained on Quiver's data.

The project has Quiver's domain, rules and stories, and its training texts in Rasa's format; it calls Quiver's actions. A
trained model is a reader (``Diet``) and, served by stock Rasa, a whole conversation.
"""

import argparse
import asyncio
import json
import logging
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import structlog
import yaml
from rasa.core.agent import load_agent

from triage.knowledge import knowledge

from benchmarks.rivals.annotated import BLANKET_ENTITY, write
from benchmarks.rivals.training import Training, training_of
from benchmarks.rivals.verdict import Verdict
from components.encoder import Encoder
from components.text import clean
from runtime.settings import ROOT
from runtime.training import quiet_environment

EPOCHS = 100
"""Of every part that learns by epochs, in the default configuration."""

LONGEST = 60
"""Words; nineteen in twenty texts have no more. DIET pads a batch to its longest text, so the rest would cost several times more."""

PIPELINE: list[dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": EPOCHS, "constrain_similarities": True},
    {"name": "EntitySynonymMapper"},
    {"name": "ResponseSelector", "epochs": EPOCHS, "constrain_similarities": True},
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
    {"name": "benchmarks.rivals.bridge.Bridge"},
]
POLICIES: list[dict[str, Any]] = [
    {"name": "MemoizationPolicy"},
    {"name": "RulePolicy"},
    {"name": "UnexpecTEDIntentPolicy", "max_history": 5, "epochs": EPOCHS},
    {"name": "TEDPolicy", "max_history": 5, "epochs": EPOCHS, "constrain_similarities": True},
]
"""``rasa/engine/recipes/config_files/default_config.yml`` of Rasa 3.6.21, and the bridge."""

DOUBTFUL = ("to_confirm", "doubtful")


Parse = Callable[[str], Mapping[str, Any]]
"""From a text to what Rasa reads in it, in the form of ``/model/parse``."""


class Diet:
    """A trained default pipeline as a reader."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse

    def read(self, text: str) -> Verdict:
        """Entities by role."""
        parsed = self._parse(clean(text) or " ")
        by_role: dict[str, set[str]] = {}
        for entity in parsed["entities"]:
            role = entity.get("role")
            by_role.setdefault(DOUBTFUL[0] if role in DOUBTFUL else str(role), set()).add(entity["entity"])
        present = frozenset(by_role.get("present", ()))
        absent = frozenset(by_role.get("absent", ())) - present
        if BLANKET_ENTITY in absent:
            absent |= frozenset(knowledge().red_flags) - present
        long_standing, to_confirm = (frozenset(by_role.get(role, ())) for role in ("long_standing", DOUBTFUL[0]))
        return Verdict(present, absent - {BLANKET_ENTITY}, long_standing, to_confirm)


def train(
    folder: Path, encoder: Encoder, *, epochs: int = EPOCHS, most: int | None = None, longest: int = LONGEST, every: int = 1
) -> Path:
    """Train the project in ``folder`` and return the model; how it was trained stands beside it.

    Args:
        folder: an empty folder for the project.
        encoder: tells which clause of a text a labelled finding stands in.
        epochs: of DIET and of the policies.
        most: so many labelled texts at most; all of them if None.
        longest: words of a labelled text; those that are longer are left out.
        every: one text of ``data/nlu`` in so many.

    Raises:
        subprocess.CalledProcessError: if Rasa can't train.
    """
    shutil.copy(ROOT / "domain.yml", folder / "domain.yml")
    for name in ("rules", "stories"):
        shutil.copytree(ROOT / "data" / name, folder / "data" / name)
    texts = write(folder / "data" / "nlu.yml", encoder, most=most, longest=longest, every=every)
    (folder / "config.yml").write_text(yaml.safe_dump(_configuration(epochs), sort_keys=False), encoding="utf-8")
    command = [sys.executable, "-m", "rasa", "train", "--fixed-model-name", "default"]
    began = time.monotonic()
    subprocess.run(command, cwd=folder, env={**quiet_environment(), "PYTHONPATH": str(ROOT)}, check=True, capture_output=True)
    model = folder / "models" / "default.tar.gz"
    Training(time.monotonic() - began, epochs, texts.labelled, texts.of, longest, texts.intents, texts.of_intents).write_beside(model)
    return model


def _configuration(epochs: int) -> dict[str, Any]:
    pipeline, policies = ([{**part, "epochs": epochs} if "epochs" in part else part for part in parts] for parts in (PIPELINE, POLICIES))
    return {"recipe": "default.v1", "language": "en", "assistant_id": "default", "pipeline": pipeline, "policies": policies}


def load(model: Path) -> Diet:
    """The trained pipeline in ``model``. From here on, this process logs warnings only: Rasa's debugging prints messages."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    agent = asyncio.run(load_agent(model_path=str(model)))
    return Diet(lambda text: asyncio.run(agent.parse_message(text)))


def served(port: int) -> Diet:
    """The trained pipeline of the Rasa at ``port`` of this machine, which was started with ``--enable-api``."""

    def parse(text: str) -> Mapping[str, Any]:
        body = json.dumps({"text": text}).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{port}/model/parse", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            parsed: Mapping[str, Any] = json.load(answer)
            return parsed

    return Diet(parse)


def main() -> None:
    """Train a rival ahead of a run of the benchmarks: ``python -m benchmarks.rivals.diet FOLDER [--epochs N]``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--most", type=int)
    parser.add_argument("--longest", type=int, default=LONGEST)
    options = parser.parse_args()
    options.folder.mkdir(parents=True)
    model = train(options.folder, Encoder(ROOT / "encoder" / "weights"), epochs=options.epochs, most=options.most, longest=options.longest)
    print(model, training_of(model))


if __name__ == "__main__":
    main()
