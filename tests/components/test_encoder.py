"""The encoder: only files that were trained are loaded, and a text scores the same in any company."""

import hashlib
import shutil

import numpy as np
import pytest

from components.encoder import CHECKSUMS, FILES, Encoder, EncoderError
from runtime.settings import ROOT


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


COMPANY = ["ok", "my lip twitches", "it began on Tuesday after the night shift and has not stopped since", "no " * 90]
TEXTS = ["my speech is slurred", "no numbness, no weakness, my smile is even", "I dropped my cup because my left hand went numb an hour ago"]
NOISE = 0.06
"""Difference in a vector of unit length that eight-bit arithmetic makes, with room to spare; padding read as text makes 0.18 and more."""


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_scores_the_same_alone_and_among_others(text):
    encoder = Encoder(ROOT / "encoder" / "weights")
    alone, among = encoder.score([text]), encoder.score([*COMPANY, text, *COMPANY])
    place = len(COMPANY)
    assert np.abs(alone.embeddings[0] - among.embeddings[place]).max() < NOISE
    assert (alone.findings[0].argmax(-1) == among.findings[place].argmax(-1)).mean() > 0.9
    assert (alone.focus[0] < len(text)).all()
