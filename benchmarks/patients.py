"""Simulated patients talk to a running Quiver: ``python -m benchmarks.patients``.

Each has hidden facts and words of their own for whatever is asked (``sets/patients/patients.yml``). Measured are the level
at the end, how many questions it took, and whether anybody was told less than their facts call for.
"""

import argparse
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from benchmarks.client import Answer, Person
from benchmarks.statistics import Share

SETS = Path(__file__).with_name("sets") / "patients" / "patients.yml"
ORDER = ("self_care", "undetermined", "routine", "urgent", "emergency")
MOST_TURNS = 20


@dataclass(frozen=True)
class Patient:
    """Somebody with hidden facts.

    Attributes:
        id: their number.
        there: findings that are there, ``old`` those that are old, known to a doctor and unchanged. All others are not.
        days: how long the lip has twitched.
        level: what follows from the facts.
        opens: their first messages.
        answers: their words by question, one after another.
        asks: a message in place of their second answer, or nothing.
    """

    id: str
    there: frozenset[str]
    old: frozenset[str]
    days: int
    level: str
    opens: tuple[str, ...]
    answers: Mapping[str, Sequence[str]]
    asks: str = ""


@dataclass(frozen=True)
class Visit:
    """How a conversation with a patient went.

    Attributes:
        patient: who it was.
        level: the level at the end.
        questions: questions that were asked before the level was known.
        heard: what was written and answered, in turn.
    """

    patient: Patient
    level: str
    questions: int
    heard: tuple[tuple[str, Answer], ...] = field(default=())

    @property
    def right(self) -> bool:
        """Whether the level is that of the facts."""
        return self.level == self.patient.level

    @property
    def under(self) -> bool:
        """Whether the level is less urgent than the facts call for; not yet settled is no harm to somebody harmless."""
        return max(ORDER.index(self.level), 1) < max(ORDER.index(self.patient.level), 1)


def load(path: Path = SETS) -> list[Patient]:
    """The patients of a file.

    Raises:
        KeyError: if one lacks a field.
    """
    return [
        Patient(
            raw["id"], frozenset(raw["there"]), frozenset(raw.get("old", ())), raw["days"], raw["level"], tuple(raw["opens"]),
            raw["answers"], raw.get("asks", ""),
        )
        for raw in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]  # fmt: skip


def answer_to(patient: Patient, question: str, times: int) -> str:
    """What a patient says to a question that has been asked ``times`` times before."""
    kind, _, finding = question.partition(".")
    if kind in ("confirm", "contradiction"):
        return "yes" if finding in patient.there | patient.old else "no"
    if kind in ("tips", "go_on"):
        return "no thanks"
    said = patient.answers.get(question)
    if said is None or times >= len(said):
        return _plainly(patient, question)
    return str(said[times])


def _plainly(patient: Patient, question: str) -> str:
    """What is true, in plain words, where a patient has no words of their own left."""
    if question == "duration":
        return f"{patient.days} days"
    if question == "place":
        return "my cheek twitches too" if "spreading" in patient.there else "only the lip"
    labels = {"numbness": "numbness", "tingling": "tingling", "pain": "pain", "loss_of_facial_control": "trouble controlling my face"}
    there = [label for finding, label in labels.items() if finding in patient.there]
    return f"yes, {' and '.join(there)}" if question == "feeling" and there else "no"


def visit(person: Person, patient: Patient) -> Visit:
    """A whole conversation: the patient opens, and answers as long as anything is asked."""
    heard: list[tuple[str, Answer]] = []
    asked: dict[str, int] = {}
    before_level = 0
    said = list(patient.opens)
    answered = 0
    while said and len(heard) < MOST_TURNS:
        text = said.pop(0)
        heard.append((text, person.say(text)))
        question = heard[-1][1].question
        if said or question is None:
            continue
        answered += 1
        if answered == 2 and patient.asks:
            said.append(patient.asks)
            continue
        said.append(answer_to(patient, question, asked.get(question, 0)))
        asked[question] = asked.get(question, 0) + 1
        before_level += heard[-1][1].level == "undetermined"
    return Visit(patient, heard[-1][1].level, before_level, tuple(heard))


def measure(url: str, patients: Sequence[Patient]) -> tuple[dict[str, Any], list[Visit]]:
    """Figures over all patients, and their visits."""
    visits = [visit(Person(url), patient) for patient in patients]
    harmless = [item for item in visits if item.patient.level == "self_care"]
    raised = [item for item in visits if item.patient.level == "emergency"]
    settled = [item.questions for item in harmless if item.right]
    return {
        "right level": Share(sum(item.right for item in visits), len(visits)),
        "told less than the facts call for": Share(sum(item.under for item in visits), len(visits)),
        "emergencies told to call": Share(sum(item.right for item in raised), len(raised)),
        "harmless, told so": Share(sum(item.right for item in harmless), len(harmless)),
        "questions to self-care, median": statistics.median(settled) if settled else "none",
        "questions to self-care, most": max(settled, default=0),
    }, visits


def table(figures: Mapping[str, Any]) -> str:
    """The figures as a Markdown table."""
    return "\n".join(["| figure | value (hits/n, 95 % interval) |", "|---|---|", *(f"| {name} | {value} |" for name, value in figures.items())])


def main() -> None:
    """Measure and print; ``--talks`` prints the conversations that went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://localhost:5005", help="where Quiver runs")
    parser.add_argument("--talks", action="store_true", help="print what was said where the level is wrong")
    options = parser.parse_args()
    figures, visits = measure(options.url, load())
    print(table(figures))
    for item in visits:
        if not item.right:
            print(f"\n{item.patient.id}: {item.level} instead of {item.patient.level}")
            for text, answer in item.heard if options.talks else ():
                print(f"  > {text}\n    {' / '.join(answer.texts)[:300]} [{answer.level}]")


if __name__ == "__main__":
    main()
