"""The fine-tuned sentence encoder, run by ONNX Runtime on one thread.

Its weights, with the command that made them, are in ``encoder/``.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

FILES = ("model.onnx", "tokenizer.json", "labels.json")
CHECKSUMS = "SHA256SUMS"
BATCH = 16
LONGER = 1.5
"""So many times as long as the shortest text of a batch may the longest be, about."""

Floats = NDArray[np.float32]


class EncoderError(ValueError):
    """The encoder's files are missing, or are not those that were trained."""


@dataclass(frozen=True)
class Scores:
    """What the encoder makes of some texts.

    Attributes:
        findings: probabilities (texts, findings, statuses), each row summing to one.
        acts: probabilities (texts, acts), each by itself.
        embeddings: vectors of unit length (texts, width).
        focus: for every text and finding the character in the middle of the token that was looked at most
            (texts, findings).
    """

    findings: Floats
    acts: Floats
    embeddings: Floats
    focus: NDArray[np.int64]


class Encoder:
    """Scores findings and acts of short texts."""

    def __init__(self, folder: Path) -> None:
        """Load the encoder in ``folder``.

        Raises:
            EncoderError: if a file is missing or doesn't have its checksum.
        """
        _check(folder)
        described = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.findings: tuple[str, ...] = tuple(described["findings"])
        self.statuses: tuple[str, ...] = tuple(described["statuses"])
        self.acts: tuple[str, ...] = tuple(described["acts"])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(described["longest"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def score(self, texts: Sequence[str]) -> Scores:
        """The scores of ``texts``, in their order; texts of like length share a batch, so that little is padded."""
        encoded = self._tokenizer.encode_batch(list(texts))
        order = sorted(range(len(encoded)), key=lambda place: len(encoded[place].ids))
        parts = [self._batch([encoded[place] for place in places]) for places in _alike(order, [len(item.ids) for item in encoded])]
        back = np.argsort(order)
        return Scores(*(np.concatenate([getattr(part, name) for part in parts])[back] for name in Scores.__annotations__))

    def _batch(self, encoded: Sequence[Encoding]) -> Scores:
        ids = np.zeros((len(encoded), max(len(item.ids) for item in encoded)), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, item in enumerate(encoded):
            ids[row, : len(item.ids)] = item.ids
            mask[row, : len(item.ids)] = 1
        findings, acts, attention, embeddings = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        attention[:, :, 0] = 0.0
        for row, item in enumerate(encoded):
            attention[row, :, len(item.ids) - 1 :] = 0.0
        best = attention.argmax(-1)
        focus = np.array([[sum(item.offsets[token]) // 2 for token in best[row]] for row, item in enumerate(encoded)])
        return Scores(_softmax(findings), _sigmoid(acts), embeddings, focus)


def _alike(order: Sequence[int], lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places in ``order`` cut into batches in which no text is much longer than the shortest."""
    batch: list[int] = []
    for place in order:
        if batch and (len(batch) == BATCH or lengths[place] > LONGER * lengths[batch[0]] + 4):
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    result: Floats = powers / powers.sum(-1, keepdims=True)
    return result


def _sigmoid(logits: Floats) -> Floats:
    result: Floats = 1.0 / (1.0 + np.exp(-logits))
    return result


def _check(folder: Path) -> None:
    try:
        lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
        listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
        for name in FILES:
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != listed[name]:
                raise EncoderError(f"{folder.name}/{name} is not the file that was trained: its checksum differs")
    except (OSError, KeyError, UnicodeDecodeError) as error:
        raise EncoderError(f"the encoder in {folder} is not complete: {error}") from error
