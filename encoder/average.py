"""The mean of two training runs of the encoder, written like a run of its own: ``python encoder/average.py OUT SHARE BEFORE AFTER``.

``SHARE`` is the weight of the run in the folder ``AFTER``, the rest is that of ``BEFORE``. It helps where ``AFTER`` went on from
``BEFORE`` (``train.py --start``): runs from different beginnings have no common mean.
"""

import argparse
import json
from pathlib import Path

import torch
from train import go_on, save, untrained


class Labels:
    """The labels of a run that is there."""

    def __init__(self, folder: Path) -> None:
        described = json.loads((folder / "labels.json").read_text())
        self.findings, self.acts = described["findings"], described["acts"]


def average(out: Path, share: float, before: Path, after: Path) -> None:
    """Write the mean of two runs to ``out``; rows for labels that ``before`` didn't know are those of ``after``."""
    labels = Labels(after)
    model = untrained(labels)
    later = torch.load(after / "state.pt")
    model.load_state_dict(later)
    go_on(model, labels, before)
    earlier = model.state_dict()
    mean = {
        name: ((1 - share) * earlier[name] + share * tensor) if tensor.is_floating_point() else tensor for name, tensor in later.items()
    }
    model.load_state_dict(mean)
    save(model, labels, out)
    torch.save(mean, out / "state.pt")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("share", type=float)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    options = parser.parse_args()
    average(options.out, options.share, options.before, options.after)
