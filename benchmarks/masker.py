"""How well identifiers are found: precision and recall by kind, on lines written for it.

``python -m benchmarks.masker [FILE]``
"""

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.statistics import Share
from privacy.masking import Kind, Span, identifiers

LINES = Path(__file__).resolve().parent / "sets" / "identifiers" / "lines.txt"
_MARKED = re.compile(r"\{(?P<kind>[a-z]+):(?P<text>[^{}]*)\}")


@dataclass(frozen=True)
class Line:
    """A text, and the identifiers in it."""

    text: str
    marked: tuple[Span, ...]


@dataclass(frozen=True)
class Figures:
    """Counts of one kind of identifier, or of all.

    Attributes:
        marked: identifiers in the lines.
        caught: those of which no character but punctuation is left, whatever they were taken for.
        found: stretches that were masked.
        right: those that lie in an identifier.
    """

    marked: int = 0
    caught: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(self.marked + other.marked, self.caught + other.caught, self.found + other.found, self.right + other.right)

    @property
    def precision(self) -> Share:
        """The share of what was masked that identifies somebody."""
        return Share(self.right, self.found)

    @property
    def recall(self) -> Share:
        """The share of identifiers that were masked whole."""
        return Share(self.caught, self.marked)


def lines(file: Path = LINES) -> list[Line]:
    """The lines of ``file``. A line that begins with ``#`` is a comment; ``\\n`` stands for a new line.

    Raises:
        ValueError: if a line names an unknown kind.
    """
    written = [line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [_line(line.replace("\\n", "\n")) for line in written]


def _line(written: str) -> Line:
    text, marked, place = "", [], 0
    for match in _MARKED.finditer(written):
        text += written[place : match.start()]
        marked.append(Span(len(text), len(text) + len(match["text"]), Kind(f"[{match['kind']}]")))
        text += match["text"]
        place = match.end()
    return Line(text + written[place:], tuple(marked))


def measured(items: Iterable[Line]) -> dict[Kind, Figures]:
    """The figures of every kind; what is masked wrongly counts for the kind that it was taken for."""
    figures = {kind: Figures() for kind in Kind}
    for item in items:
        found = identifiers(item.text)
        for span in item.marked:
            figures[span.kind] += Figures(marked=1, caught=_is_gone(item.text, span, found))
        for span in found:
            inside = [other for other in item.marked if span.touches(other)]
            figures[inside[0].kind if inside else span.kind] += Figures(found=1, right=_is_inside(item.text, span, inside))
    return figures


def _is_gone(text: str, span: Span, found: Sequence[Span]) -> bool:
    covered = {place for other in found for place in range(other.start, other.end)}
    return not any(text[place].isalnum() and place not in covered for place in range(span.start, span.end))


def _is_inside(text: str, span: Span, marked: Sequence[Span]) -> bool:
    allowed = {place for other in marked for place in range(other.start, other.end)}
    return not any(text[place].isalnum() and place not in allowed for place in range(span.start, span.end))


def main(arguments: Sequence[str]) -> int:
    """Print the table, then what was missed and what was masked wrongly. Returns the exit code."""
    items = lines(Path(arguments[0])) if arguments else lines()
    figures = measured(items)
    print(f"{len(items)} lines, {sum(not item.marked for item in items)} of them without an identifier\n")
    print("| kind | identifiers | recall | precision |\n|---|---|---|---|")
    for kind, one in [*figures.items()]:
        print(f"| {kind.name.lower()} | {one.marked} | {one.recall} | {one.precision} |")
    everything = sum(figures.values(), Figures())
    print(f"| all | {everything.marked} | {everything.recall} | {everything.precision} |\n")
    for item in items:
        found = identifiers(item.text)
        for span in item.marked:
            if not _is_gone(item.text, span, found):
                print(f"missed: {item.text[span.start : span.end]!r} in {item.text!r}")
        for span in found:
            if not _is_inside(item.text, span, [other for other in item.marked if span.touches(other)]):
                print(f"too much: {item.text[span.start : span.end]!r} in {item.text!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
