"""How a rival model was trained: a record that stands beside the model."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Training:
    """How a rival model was trained.

    Attributes:
        seconds: that ``rasa train`` took.
        epochs: of DIET and of the policies.
        labelled: texts of ``data/reader`` that it saw, of ``of``.
        of: texts that are there.
        longest: words of a text that it saw; longer ones were left out.
        intents: texts of ``data/nlu`` that it saw, of ``of_intents``.
        of_intents: texts that are there.
    """

    seconds: float
    epochs: int
    labelled: int
    of: int
    longest: int
    intents: int
    of_intents: int

    def write_beside(self, model: Path) -> None:
        """Write the record beside ``model``."""
        _beside(model).write_text(json.dumps(asdict(self)) + "\n", encoding="utf-8")


def training_of(model: Path) -> Training:
    """How ``model`` was trained.

    Raises:
        FileNotFoundError: if nothing about it stands beside it.
    """
    return Training(**json.loads(_beside(model).read_text(encoding="utf-8")))


def _beside(model: Path) -> Path:
    return model.with_name(f"{model.name.removesuffix('.tar.gz')}.json")
