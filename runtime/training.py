"""Whether there is a model for the present training inputs, and training one."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from runtime.settings import ROOT, STATE

MODELS = ROOT / "models"
INPUTS = ("config.yml", "domain.yml", "data/nlu", "data/rules", "data/stories", "components", "encoder/weights/SHA256SUMS", "uv.lock")
"""What a trained model depends on."""


class TrainingError(RuntimeError):
    """Training failed; the message is one sentence for people."""


def fingerprint(root: Path = ROOT) -> str:
    """Sixteen hex digits over the names and bytes of all training inputs below ``root``."""
    digest = sha256()
    for path in sorted(_files(root)):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _files(root: Path) -> Iterator[Path]:
    for name in INPUTS:
        path = root / name
        if path.is_dir():
            yield from (file for file in path.rglob("*") if file.suffix in (".yml", ".py") and file.is_file())
        else:
            yield path


def model_path() -> Path:
    """Where the model for the present inputs is, or would be."""
    return MODELS / f"quiver-{fingerprint()}.tar.gz"


def ensure_model(tell: Callable[[str], None] = print) -> Path:
    """The model for the present inputs, trained first if there is none.

    Args:
        tell: takes lines of progress.

    Raises:
        TrainingError: if training fails; the log is in ``.quiver/train.log``.
    """
    path = model_path()
    if path.exists():
        tell("The model is up to date.")
        return path
    tell("Training the model (about a minute) …")
    _train(path, tell)
    for old in MODELS.glob("quiver-*.tar.gz"):
        if old != path:
            old.unlink()
    return path


def _train(path: Path, tell: Callable[[str], None]) -> None:
    STATE.mkdir(mode=0o700, exist_ok=True)
    log = STATE / "train.log"
    began = time.monotonic()
    command = [sys.executable, "-m", "runtime.rasa_cli", "train", "--fixed-model-name", path.name.removesuffix(".tar.gz"), "--out", str(MODELS)]
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=quiet_environment(), stdout=output, stderr=output)
        while process.poll() is None:
            time.sleep(1)
            if int(time.monotonic() - began) % 15 == 14:
                tell(f"  … still training, {time.monotonic() - began:.0f} s")
    if process.returncode != 0 or not path.exists():
        raise TrainingError(f"Training failed. What Rasa said stands in {log.relative_to(ROOT)}.")
    tell(f"Trained in {time.monotonic() - began:.0f} s.")


def quiet_environment() -> dict[str, str]:
    """The environment for Rasa's processes: no telemetry, no screens of warnings."""
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONWARNINGS": "ignore",
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
        "LOG_LEVEL_LIBRARIES": os.environ.get("LOG_LEVEL_LIBRARIES", "ERROR"),
        "PYTHONUNBUFFERED": "1",
        "TOKENIZERS_PARALLELISM": "false",
    }
