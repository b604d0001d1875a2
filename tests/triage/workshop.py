"""Copies of ``knowledge/`` that a test may break."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from triage.knowledge import FOLDER, Knowledge, load_knowledge


def copied(folder: Path) -> Path:
    """A copy of ``knowledge/`` inside ``folder``."""
    return Path(shutil.copytree(FOLDER, folder / "knowledge"))


def edited(folder: Path, name: str, edit: Callable[[Any], object]) -> Path:
    """A copy of ``knowledge/`` in which the parsed content of one file has gone through ``edit``, which changes it in place."""
    copy = copied(folder)
    root = yaml.safe_load((copy / name).read_text(encoding="utf-8"))
    edit(root)
    (copy / name).write_text(yaml.safe_dump(root, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return copy


def rewritten(folder: Path, name: str, old: str, new: str) -> Path:
    """A copy of ``knowledge/`` in which the first ``old`` of one file's text is ``new``."""
    copy = copied(folder)
    text = (copy / name).read_text(encoding="utf-8")
    assert old in text, f"{old!r} isn't in {name}"
    (copy / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


def load(folder: Path) -> Knowledge:
    """The knowledge in ``folder``."""
    return load_knowledge(folder)
