"""Talk to a running Quiver over REST with labelled data, and print how well it does (``make eval DATA=folder``)."""

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from benchmarks.client import Answer, Person
from benchmarks.labelled import Description, Dialogue, Labelled, OutOfScope, Question, load
from benchmarks.statistics import F1, Figure, Share, f1

ORDER = ("self_care", "undetermined", "routine", "urgent", "emergency")
EMERGENCY_SIGNS = frozenset(
    ["facial_droop", "facial_weakness", "slurred_speech", "limb_weakness", "confusion", "vision_loss", "severe_headache", "breathing_or_swallowing", "seizure_or_blackout"]
)
TRIGGERS = frozenset(["stress", "fatigue", "caffeine", "nicotine", "dehydration", "electrolytes"])

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Read:
    """A description and what Quiver made of it."""

    item: Description
    answer: Answer

    @property
    def level(self) -> str:
        """The level, with "none" for all that the labels call so."""
        return "none" if self.answer.level in ("self_care", "undetermined") else self.answer.level

    @property
    def right(self) -> bool:
        """Whether the level is one of those that are accepted."""
        return self.level in self.item.accept or self.answer.level in self.item.accept

    @property
    def too_low(self) -> bool:
        """Whether the level is less urgent than the least urgent that is accepted."""
        ranks = [ORDER.index("undetermined" if level == "none" else level) for level in self.item.accept]
        return max(ORDER.index(self.answer.level), 1) < min(max(rank, 1) for rank in ranks)

    @property
    def needless(self) -> frozenset[str]:
        """Findings that are asked about although the message gives no reason to."""
        asked = frozenset(self.answer.assessment["to_confirm"])
        return asked - self.item.present - self.item.optional

    @property
    def caught_or_asked(self) -> bool:
        """Whether the level is emergency, or one of the emergency signs there is asked about."""
        asked = frozenset(self.answer.assessment["to_confirm"])
        return self.answer.level == "emergency" or bool(asked & self.item.present & EMERGENCY_SIGNS)


def read_descriptions(url: str, items: Sequence[Description]) -> list[Read]:
    """Send every description as the first message of a conversation of its own."""
    return _at_once(lambda item: Read(item, Person(url).say(item.text)), items)


def question_answered(url: str, item: Question) -> bool:
    """Whether a question gets the topic, or all the topics, that answer it."""
    topics = Person(url).say(item.text).topics
    return item.topics <= topics if item.all else bool(item.topics & topics)


def border_kept(url: str, item: OutOfScope) -> bool:
    """Whether a message at a border gets the kind of reply that it must have."""
    answer = Person(url).say(item.text)
    if item.expect == "emergency":
        return "other_emergency" in answer.kinds or answer.level == "emergency"
    return item.expect in answer.kinds


def dialogue_faults(url: str, item: Dialogue) -> list[str]:
    """What is wrong in a dialogue; empty when it is right."""
    person = Person(url)
    faults = []
    answer: Answer | None = None
    for turn, text in enumerate(item.turns, 1):
        answer = person.say(text)
        if turn in item.after and not _accepted(answer.level, item.after[turn]):
            faults.append(f"after turn {turn}: {answer.level}")
    if answer is None:
        return ["no turns"]
    if not _accepted(answer.level, item.final):
        faults.append(f"final: {answer.level}")
    reported = frozenset(answer.assessment["red_flags"])
    faults += [f"missed {flag}" for flag in sorted(item.red_flags - reported)]
    faults += [f"invented {flag}" for flag in sorted(item.not_flags & reported)]
    return faults


def _accepted(level: str, accepted: frozenset[str]) -> bool:
    return level in accepted or ("none" in accepted and level in ("self_care", "undetermined"))


def _at_once(call: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(call, items))


def flag_f1(reads: Sequence[Read], flags: frozenset[str] | None = None) -> F1:
    """F1 of the red-flag ids over all descriptions; optional ones count neither way."""
    counts = []
    for read in reads:
        reported = frozenset(read.answer.assessment["red_flags"]) - read.item.optional
        true = read.item.present - TRIGGERS
        if flags is not None:
            reported, true = reported & flags, true & flags
        counts.append((len(reported & true), len(reported - true), len(true - reported)))
    return f1(counts)


def measure(url: str, data: Labelled, errors: Path | None = None) -> dict[str, Figure]:
    """Every figure on ``data``; errors are written to a file if one is given."""
    reads = read_descriptions(url, data.descriptions)
    emergencies = [read for read in reads if read.item.accept == {"emergency"}]
    harmless = [read for read in reads if read.item.accept == {"none"}]
    denied = [(read, finding) for read in reads for finding in read.item.absent]
    answered = _at_once(lambda item: question_answered(url, item), data.questions)
    kept = _at_once(lambda item: border_kept(url, item), data.out_of_scope)
    faults = _at_once(lambda item: dialogue_faults(url, item), data.dialogues)
    by_kind = sorted({item.kind for item in data.out_of_scope})
    figures: dict[str, Figure] = {
        "answered at all": _share(not read.answer.silent for read in reads),
        "emergencies caught": _share(read.answer.level == "emergency" for read in emergencies),
        "emergencies caught or asked": _share(read.caught_or_asked for read in emergencies),
        "levels right": _share(read.right for read in reads),
        "under-triage": _share(read.too_low for read in reads),
        "false alarms": _share(read.level != "none" for read in harmless),
        "needless confirmations": _share(bool(read.needless) for read in reads),
        "denied but reported present": _share(
            read.answer.assessment["findings"].get(finding) == "present" for read, finding in denied
        ),
        "denials read": _share(read.answer.assessment["findings"].get(finding) == "absent" for read, finding in denied),
        "F1 of red flags": flag_f1(reads),
        "dialogues right": _share(not fault for fault in faults),
        "questions answered": _share(ok for ok, item in zip(answered, data.questions, strict=True) if not item.all),
        "double questions answered": _share(ok for ok, item in zip(answered, data.questions, strict=True) if item.all),
        "borders kept": _share(kept),
    }
    for kind in by_kind:
        figures[f"border {kind}"] = _share(
            ok for ok, item in zip(kept, data.out_of_scope, strict=True) if item.kind == kind
        )
    if errors is not None:
        _write_errors(errors, reads, data, answered, kept, faults)
    return figures


def _share(outcomes: Iterable[bool]) -> Share:
    listed = list(outcomes)
    return Share(sum(listed), len(listed))


def _write_errors(
    path: Path, reads: Sequence[Read], data: Labelled, answered: Sequence[bool], kept: Sequence[bool], faults: Sequence[list[str]]
) -> None:
    rows: list[dict[str, object]] = []
    for read in reads:
        reported = frozenset(read.answer.assessment["red_flags"])
        true = read.item.present - TRIGGERS
        if not read.right or read.needless or reported - read.item.optional != true - read.item.optional:
            rows.append({
                "id": read.item.id, "level": read.answer.level, "accept": sorted(read.item.accept),
                "missed": sorted(true - reported), "invented": sorted(reported - true - read.item.optional),
                "asked": read.answer.assessment["to_confirm"], "text": read.item.text,
            })  # fmt: skip
    rows += [{"id": item.id, "topics": sorted(item.topics), "text": item.text} for ok, item in zip(answered, data.questions, strict=True) if not ok]
    rows += [{"id": item.id, "kind": item.kind, "text": item.text} for ok, item in zip(kept, data.out_of_scope, strict=True) if not ok]
    rows += [{"id": item.id, "faults": fault, "turns": item.turns} for fault, item in zip(faults, data.dialogues, strict=True) if fault]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def table(figures: dict[str, Figure]) -> str:
    """The figures as a Markdown table."""
    return "\n".join(["| figure | value (hits/n, 95 % interval) |", "|---|---|", *(f"| {name} | {value} |" for name, value in figures.items())])


def main() -> None:
    """Measure and print; with ``--errors`` write what went wrong to a file, with ``--out`` the table too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with descriptions, questions, dialogues and out_of_scope (.jsonl)")
    parser.add_argument("--url", default="http://localhost:5005", help="where Quiver runs")
    parser.add_argument("--errors", type=Path, help="file for what went wrong; leave it out for a sealed set")
    parser.add_argument("--out", type=Path, help="file for the table")
    options = parser.parse_args()
    result = table(measure(options.url, load(options.data), options.errors))
    print(result)
    if options.out:
        options.out.write_text(result + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
