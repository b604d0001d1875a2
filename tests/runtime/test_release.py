"""What is handed on: the archive, its checksum, the manifest."""

import json
import subprocess

import pytest

from triage.knowledge import knowledge

from runtime import release
from runtime.about import versions
from runtime.training import checksum_file, fingerprint

MODEL = b"not a model, but bytes all the same" * 1000


@pytest.fixture
def archive(tmp_path):
    model = tmp_path / "trained.tar.gz"
    model.write_bytes(MODEL)
    return release.release(model, tmp_path / "dist")


def test_the_archive_is_the_model_to_the_byte_and_named_by_the_version(archive):
    assert archive.read_bytes() == MODEL
    assert archive.name == f"quiver-model-{versions()['code']}.tar.gz"


def test_the_checksum_can_be_checked_with_the_usual_tool(archive):
    command = ["sha256sum", "-c", checksum_file(archive).name]  # where `QUIVER_MODEL` looks for it too
    assert subprocess.run(command, cwd=archive.parent, check=False).returncode == 0
    archive.write_bytes(MODEL[:-1])
    assert subprocess.run(command, cwd=archive.parent, check=False, capture_output=True).returncode == 1


def test_the_manifest_tells_which_code_model_and_knowledge_belong_together(archive):
    told = json.loads((archive.parent / f"quiver-model-{versions()['code']}.json").read_text(encoding="utf-8"))
    assert told["archive"] == archive.name
    assert told["bytes"] == len(MODEL)
    assert archive.with_name(f"{archive.name}.sha256").read_text().split()[0] == told["sha256"]
    assert told["model"] == fingerprint()
    assert told["knowledge_in_replies"] == knowledge().version
    assert told["table"] == knowledge().table.version
    assert {"code", "revision", "knowledge", "encoder", "rasa", "python"} <= told.keys()


def test_a_second_release_of_a_version_replaces_the_first(archive, tmp_path):
    other = tmp_path / "other.tar.gz"
    other.write_bytes(b"newer")
    assert release.release(other, archive.parent).read_bytes() == b"newer"
    assert len(list(archive.parent.iterdir())) == 3


def test_what_cannot_be_released_is_told_in_a_sentence(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(release, "ensure_model", lambda: tmp_path / "gone.tar.gz")
    monkeypatch.setattr(release, "release", lambda model: (_ for _ in ()).throw(FileNotFoundError(2, "No such file", str(model))))
    assert release.main() == 1
    assert capsys.readouterr().err.startswith("Quiver: ")
