"""The diagrams of the architecture, as SVG: ``python -m documentation.diagrams`` writes them into ``docs/pictures/``.

``layers.svg`` is drawn from the import graph (grimp, on which import-linter rests) and the contracts in ``pyproject.toml``: no arrow
in it was put there by hand. ``message.svg`` is the way of one message; each step names the functions that take it, and the tests
look whether these are there and whether a turn takes them in that order.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import grimp
import tomli

from documentation.svg import Box, arrow, drawing, text

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"

PURPOSES = {
    "triage": "medicine for the machine",
    "dialogue": "the conversation",
    "privacy": "masking, audit trail",
    "components": "reads what people write",
    "actions": "one turn, for Rasa",
    "runtime": "starts it, keeps it running",
    "channels": "REST, web page, Slack",
    "benchmarks": "what was measured, and how",
}
COLUMNS = {"components": 0.0, "actions": 1.0, "runtime": 2.0, "channels": 2.0, "privacy": 0.5, "dialogue": 1.5, "triage": 1.0, "benchmarks": 1.0}
"""Where a package stands in its row. Which row that is follows from the imports."""
FRAMEWORKS = {
    "rasa": "Rasa", "rasa_sdk": "Rasa SDK", "sanic": "Sanic", "socketio": "Socket.IO", "slack_bolt": "Slack Bolt", "spacy": "spaCy",
    "onnxruntime": "ONNX Runtime", "sqlalchemy": "SQLAlchemy", "redis": "Redis", "fpdf": "fpdf2", "yaml": "PyYAML",
}  # fmt: skip
"""Outside libraries worth naming in a box."""


@dataclass(frozen=True)
class Packages:
    """Quiver's packages: which imports which, and which frameworks each knows."""

    imports: Mapping[str, frozenset[str]]
    frameworks: Mapping[str, tuple[str, ...]]

    def row(self, package: str) -> int:
        """0 for a package that imports no other; else one more than the highest of those that it imports."""
        return max((self.row(other) + 1 for other in self.imports[package]), default=0)

    def reached(self, package: str) -> frozenset[str]:
        """All packages that it imports, directly or not."""
        direct = self.imports[package]
        return direct.union(*(self.reached(other) for other in direct))

    def essential(self, package: str) -> frozenset[str]:
        """The packages that it imports and doesn't reach through another of them anyway."""
        direct = self.imports[package]
        return frozenset(other for other in direct if not any(other in self.reached(between) for between in direct))


@lru_cache(maxsize=1)
def linter() -> Mapping[str, Any]:
    """The import contracts, as ``pyproject.toml`` has them."""
    parsed: Mapping[str, Any] = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    return parsed


@lru_cache(maxsize=1)
def packages() -> Packages:
    """The packages that the contracts are about, with what their modules really import."""
    names = tuple(linter()["root_packages"])
    graph = grimp.build_graph(*names, include_external_packages=True)
    imported = {
        name: {other for module in {name} | graph.find_descendants(name) for other in graph.find_modules_directly_imported_by(module)}
        for name in names
    }
    return Packages(
        {name: frozenset(each.split(".")[0] for each in modules) & frozenset(names) - {name} for name, modules in imported.items()},
        {name: tuple(label for library, label in FRAMEWORKS.items() if library in modules) for name, modules in imported.items()},
    )


def layers() -> str:
    """The packages in rows, each above all that it imports."""
    found = packages()
    top = max(found.row(name) for name in found.imports)
    boxes = {name: _box(name, top - found.row(name), found.frameworks[name]) for name in found.imports}
    arrows = [_between(boxes[name], boxes[other]) for name in boxes for other in sorted(found.essential(name))]
    knowledge = Box(320, 40 + (top + 1) * 132, 280, 62, "knowledge/", ("medicine for people, as YAML",), "data")
    arrows += [_between(boxes["triage"], knowledge), text(470, knowledge.y - 20, "reads", "small")]
    bottom = knowledge.bottom + 34
    notes = [text(460, bottom + 20 * place, note, "small", "middle") for place, note in enumerate(_notes())]
    return drawing(
        920,
        int(bottom + 20 * len(notes) + 8),
        "Quiver's packages and what they import",
        "; ".join(f"{name} imports {', '.join(sorted(others)) or 'none of the others'}" for name, others in found.imports.items()),
        [*arrows, *(box.drawn() for box in boxes.values()), knowledge.drawn(), *notes],
    )


def _box(name: str, row: int, frameworks: tuple[str, ...]) -> Box:
    kind = "core" if name == "triage" else "box"
    known = ", ".join(frameworks[:3]) + (" …" if len(frameworks) > 3 else "")
    return Box(20 + COLUMNS[name] * 300, 40 + row * 132, 280, 84, f"{name}/", (PURPOSES[name], f"knows {known}" if known else "knows no framework"), kind)


def _between(upper: Box, lower: Box) -> str:
    shift = max(-110.0, min(110.0, (lower.middle - upper.middle) / 3))
    return arrow([(upper.middle + shift, upper.bottom), (lower.middle - shift, lower.y - 3)])


def _notes() -> Iterator[str]:
    yield "An arrow: imports. Arrows that follow from others are left out. What import-linter holds:"
    for contract in linter()["contracts"]:
        yield contract["name"]


@dataclass(frozen=True)
class Step:
    """One step of a message's way: what happens, the functions that do it (module.name), and the files of knowledge they rest on."""

    title: str
    lines: tuple[str, ...]
    functions: tuple[str, ...]
    files: tuple[str, ...] = ()
    core: bool = False


STEPS = (
    Step("A message arrives", ("by REST, on the web page or in Slack; e-mail addresses,", "numbers and names are masked before anything is stored"),
         ("channels.rest.incoming", "privacy.masking.mask")),
    Step("It is read, twice over", ("the encoder scores each sentence, the lexicon may only", "add a question, a grammar reads “since Tuesday”"),
         ("components.encoder.Encoder.score", "components.lexicon.Lexicon.named", "components.durations.mentions"),
         ("encoder/weights", "knowledge/lexicon.yml")),
    Step("It is understood", ("findings (present, absent, long-standing, doubtful) join", "what was told before; nobody’s silence is a “no”"),
         ("dialogue.understanding.understand",), ("knowledge/answers.yml",)),
    Step("The table decides", ("the most urgent matching row gives the level; self-care", "only when every warning sign is known to be absent"),
         ("triage.assessment.assess",), ("knowledge/triage.yml", "knowledge/findings.yml"), core=True),
    Step("What is still missing is asked", ("the most dangerous unknown first, several signs in one", "question; nothing is asked at an emergency"),
         ("dialogue.questions.next_question",), ("knowledge/interview.yml",)),
    Step("It answers", ("words from knowledge/ with their sources, buttons, and the", "envelope for programs: level, findings, rule, source"),
         ("dialogue.reply.compose",), ("knowledge/topics.yml", "knowledge/phrases.yml")),
)  # fmt: skip


def message() -> str:
    """The way of one message, from top to bottom, with the files it rests on at the right."""
    height, gap = 112, 30
    parts = []
    for place, step in enumerate(STEPS):
        box = Box(20, 20 + place * (height + gap), 530, height, f"{place + 1}  {step.title}", step.lines, "core" if step.core else "box", "title")
        parts.append(box.drawn())
        parts.append(text(34, box.bottom - 12, ", ".join(_short(function) for function in step.functions), "small on-dark" if step.core else "small"))
        if place:
            parts.append(arrow([(box.middle, box.y - gap), (box.middle, box.y - 3)]))
        if step.files:
            files = Box(610, box.y + 16, 290, 34 + 22 * len(step.files), "rests on", step.files, "data", "title")
            parts += [files.drawn(), arrow([(files.x, box.y + height / 2), (box.right + 3, box.y + height / 2)])]
    return drawing(
        920,
        10 + len(STEPS) * (height + gap),
        "The way of one message through Quiver",
        " ".join(f"{place + 1}. {step.title}: {' '.join(step.lines)}." for place, step in enumerate(STEPS)),
        parts,
    )


def _short(function: str) -> str:
    return ".".join(function.split(".")[-2:])


DIAGRAMS = {"layers.svg": layers, "message.svg": message}


def main() -> None:
    """Write all diagrams."""
    for name, draw in DIAGRAMS.items():
        (PICTURES / name).write_text(draw(), encoding="utf-8")


if __name__ == "__main__":
    main()
