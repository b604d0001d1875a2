"""When the model is trained anew: by content, not by time."""

import shutil
from pathlib import Path

from runtime.settings import ROOT
from runtime.training import INPUTS, fingerprint


def copy_of_inputs(folder: Path) -> Path:
    for name in INPUTS:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    return folder


def test_a_copy_with_other_times_has_the_same_fingerprint(tmp_path: Path) -> None:
    copy = copy_of_inputs(tmp_path)
    for path in copy.rglob("*"):
        path.touch()
    assert fingerprint(copy) == fingerprint()


def test_any_change_of_an_input_changes_the_fingerprint(tmp_path: Path) -> None:
    copy = copy_of_inputs(tmp_path)
    for name in ("config.yml", "data/nlu/small_talk.yml", "components/reader.py", "encoder/weights/SHA256SUMS"):
        before = fingerprint(copy)
        (copy / name).write_text((copy / name).read_text() + "\n")
        assert fingerprint(copy) != before


def test_what_is_no_input_changes_nothing(tmp_path: Path) -> None:
    copy = copy_of_inputs(tmp_path)
    (copy / "README.md").write_text("new")
    assert fingerprint(copy) == fingerprint()
