"""The files of ``knowledge/`` and of Rasa, parsed once."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from triage.files import read_yaml
from triage.knowledge import FOLDER, Knowledge, knowledge

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def known() -> Knowledge:
    return knowledge()


@pytest.fixture(scope="session")
def topics() -> Any:
    return read_yaml(FOLDER / "topics.yml")


@pytest.fixture(scope="session")
def facts() -> Any:
    return read_yaml(FOLDER / "facts.yml")


@pytest.fixture(scope="session")
def phrases() -> Any:
    return read_yaml(FOLDER / "phrases.yml")


@pytest.fixture(scope="session")
def domain() -> Any:
    return yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
