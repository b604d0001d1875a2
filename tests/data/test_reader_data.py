"""The encoder's training texts: their form, no text twice with other labels, none that a benchmark measures with."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from triage.knowledge import knowledge

from runtime.settings import ROOT

READER = ROOT / "data" / "reader"
STATUSES = {"present", "absent", "lookalike", "long_standing", "doubtful", "unclear"}
KEYS = {"text", "findings", "acts", "about", "blanket_labelled"}


def rows() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(READER.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.name}:{number}", json.loads(line)


def intents() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            found[block["intent"]] = [line[2:] for line in block["examples"].splitlines()]
    return found


def plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip() or text


def test_every_row_has_the_form_of_the_card() -> None:
    findings = {*knowledge().findings, "blanket"}
    acts = set(intents())
    for where, row in rows():
        assert row["text"].strip(), where
        assert set(row) <= KEYS, where
        assert set(row["findings"]) <= findings, where
        assert set(row["findings"].values()) <= STATUSES, where
        assert set(row.get("acts", ())) <= acts, where
        assert row.get("about", "other") == "other", where


def test_no_text_stands_twice() -> None:
    counted = Counter(plain(row["text"]) for _, row in rows())
    counted.update(plain(text) for texts in intents().values() for text in texts)
    assert [text for text, number in counted.items() if number > 1] == []


def test_no_training_text_is_measured_with() -> None:
    measured = {plain(text) for text in measured_texts() if len(plain(text)) > 12}
    trained = [plain(row["text"]) for _, row in rows()] + [plain(text) for texts in intents().values() for text in texts]
    assert [text for text in trained if text in measured] == []


def measured_texts() -> Iterator[str]:
    for path in (ROOT / "benchmarks" / "sets").rglob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield from row.get("turns", [row.get("text", "")])


def test_every_red_flag_has_enough_texts_of_each_kind() -> None:
    counted = Counter((finding, status) for _, row in rows() for finding, status in row["findings"].items())
    for flag in knowledge().red_flags:
        assert counted[flag, "present"] >= 100, flag
        assert counted[flag, "absent"] >= 60, flag
        assert counted[flag, "lookalike"] >= 60, flag


def test_the_folder_is_as_large_as_the_card_says() -> None:
    texts = [row["text"] for _, row in rows()]
    assert len(texts) >= 6_000
    assert sum(40 <= len(text.split()) <= 150 for text in texts) >= 600


def test_every_intent_has_examples(tmp_path: Path) -> None:
    for intent, texts in intents().items():
        assert len(texts) >= 10, intent
