"""Rasa's own checks: the data is valid, and the conversations of tests/conversations go as written."""

import subprocess
import sys
from pathlib import Path

import pytest

from runtime.settings import ROOT
from runtime.training import ensure_model, quiet_environment

pytestmark = pytest.mark.server


def rasa(*arguments: str, cwd: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "runtime.rasa_cli", *arguments]
    return subprocess.run(command, cwd=cwd, env=quiet_environment(), capture_output=True, text=True, check=False)


def test_rasa_finds_the_data_valid() -> None:
    result = rasa("data", "validate", "--fail-on-warnings", "--max-history", "3")
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]


def test_conversations_go_as_written(tmp_path: Path) -> None:
    result = rasa(
        "test", "core", "--model", str(ensure_model()), "--stories", "tests/conversations", "--out", str(tmp_path),
        "--fail-on-prediction-errors", "--no-plot",
    )  # fmt: skip
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
