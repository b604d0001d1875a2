"""The encoder's files: only those that were trained are loaded."""

import hashlib
import shutil

import pytest

from components.encoder import CHECKSUMS, FILES, Encoder, EncoderError


@pytest.fixture
def folder(tmp_path):
    """Files that have the right checksums and are no model at all: they are checked before anything is loaded."""
    lines = []
    for name in FILES:
        content = f"not really {name}".encode()
        (tmp_path / name).write_bytes(content)
        lines.append(f"{hashlib.sha256(content).hexdigest()}  {name}")
    (tmp_path / CHECKSUMS).write_text("\n".join(lines) + "\n")
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_was_changed_is_refused(folder, name):
    (folder / name).write_bytes(b"tampered with")
    with pytest.raises(EncoderError, match=rf"{name} is not the file that was trained"):
        Encoder(folder)


@pytest.mark.parametrize("name", [*FILES, CHECKSUMS])
def test_a_file_that_is_missing_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(EncoderError, match=f"is not complete.*{name}"):
        Encoder(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_file_without_a_checksum_is_refused(folder, name):
    lines = (folder / CHECKSUMS).read_text().splitlines()
    (folder / CHECKSUMS).write_text("\n".join(line for line in lines if not line.endswith(name)))
    with pytest.raises(EncoderError, match=f"is not complete.*{name}"):
        Encoder(folder)


def test_a_list_of_checksums_that_is_no_list_is_refused(folder):
    (folder / CHECKSUMS).write_text("nonsense")
    with pytest.raises(ValueError):  # noqa: PT011
        Encoder(folder)


def test_a_folder_that_does_not_exist_is_refused(folder):
    shutil.rmtree(folder)
    with pytest.raises(EncoderError, match="is not complete"):
        Encoder(folder)


def test_the_errors_are_value_errors():
    assert issubclass(EncoderError, ValueError)
