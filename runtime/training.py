"""Whether there is a model for the present training inputs, and training one."""

import gzip
import os
import subprocess
import sys
import tarfile
import time
import zlib
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


def checksum_file(model: Path) -> Path:
    """Where the SHA-256 of ``model`` is kept, in the form of ``sha256sum``."""
    return model.with_name(f"{model.name}.sha256")


def write_checksum(model: Path) -> None:
    """Write the checksum of ``model`` beside it."""
    checksum_file(model).write_text(f"{sha256(model.read_bytes()).hexdigest()}  {model.name}\n", encoding="ascii")


def is_whole(path: Path) -> bool:
    """Whether there is a model at ``path`` that is, byte for byte, the one that was trained."""
    return _has_its_checksum(path) and _can_be_unpacked(path)


def _has_its_checksum(path: Path) -> bool:
    try:
        kept = checksum_file(path).read_text(encoding="ascii").split()
        return kept[:1] == [sha256(path.read_bytes()).hexdigest()]
    except (OSError, UnicodeDecodeError):
        return False


def _can_be_unpacked(path: Path) -> bool:
    try:
        with gzip.open(path) as unzipped, tarfile.open(fileobj=unzipped) as archive:
            names = [member.name for member in archive]
            while unzipped.read(1 << 20):
                pass  # to the end, where the checksum is
    except (OSError, EOFError, tarfile.TarError, zlib.error):
        return False
    return any(name.endswith("metadata.json") for name in names)


def ensure_model(tell: Callable[[str], None] = print) -> Path:
    """The model for the present inputs, trained first if there is none.

    Args:
        tell: takes lines of progress.

    Raises:
        TrainingError: if training fails; the log is in ``.quiver/train.log``.
    """
    path = model_path()
    if is_whole(path):
        tell("The model is up to date.")
        return path
    if path.exists():
        tell("The model's file is damaged, or not the one that was trained here.")
        path.unlink()
    tell("Training the model (about a minute) …")
    _train(path, tell)
    for old in MODELS.glob("quiver-*.tar.gz*"):
        if old not in (path, checksum_file(path)):
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
    write_checksum(path)
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
