"""Everything that has been written for Quiver as something that people say: samples, sets, training texts."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "benchmarks" / "sets" / "dev", ROOT / "data" / "reader", ROOT.parent / "shared" / "samples")
"""The last stands beside the project on some machines only."""


def texts() -> Iterator[str]:
    """All of them, one after the other."""
    for folder in FOLDERS:
        for file in sorted(folder.glob("*.jsonl")):
            for line in file.read_text(encoding="utf-8").splitlines():
                yield from _said(json.loads(line))
    for file in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            yield from (line[2:] for line in str(block.get("examples", "")).splitlines())


def _said(item: dict[str, Any]) -> Iterator[str]:
    if "text" in item:
        yield item["text"]
    yield from item.get("turns", ())
