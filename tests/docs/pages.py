"""The project's documents, and what stands in them: links, headings, code."""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from documentation.hooks import outside_code

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    str(path.relative_to(ROOT))
    for pattern in ("*.md", "docs/**/*.md", "encoder/*.md", "benchmarks/*.md", "examples/*.md", "models/*.md", "deploy/**/*.md")
    for path in ROOT.glob(pattern)
)
_FENCE = re.compile(r"^(?P<indent> *)```(?P<language>\w*)\n(?P<code>.*?)^(?P=indent)```", re.M | re.S)
_INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_HEADING = re.compile(r"^#{1,6} +(.+?)\s*#*$", re.M)


@dataclass(frozen=True)
class Command:
    """One command of a document: its environment, its words, and where it stands."""

    document: str
    line: str
    environment: tuple[str, ...]
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.document}: {self.line}"


def text(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def blocks(document: str, language: str) -> list[str]:
    """The fenced blocks in a language."""
    return [match["code"] for match in _FENCE.finditer(text(document)) if match["language"] == language]


def inline(document: str) -> list[str]:
    """What stands in single backticks."""
    return _INLINE.findall(outside_code(text(document)))


def headings(document: str) -> set[str]:
    """Anchors of the headings, as MkDocs makes them."""
    from markdown.extensions.toc import slugify

    return {slugify(re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading), "-") for heading in _HEADING.findall(outside_code(text(document)))}


def commands(document: str) -> list[Command]:
    """The shell commands in fenced blocks, and the ones that stand in backticks."""
    lines = [line for block in blocks(document, "sh") for line in block.replace("\\\n", " ").splitlines()]
    lines += [code for code in inline(document) if re.match(r"([A-Z_]+=\S+ )*(make |python -m |curl |\.venv/bin/)", code)]
    parts = [part for line in lines for part in re.split(r" (?:&&|\|) ", line)]
    return [command for part in parts if (command := command_of(document, part))]


def command_of(document: str, line: str) -> Command | None:
    """One command; None for an empty line or a comment."""
    words = shlex.split(line, comments=True)
    environment = []
    while words and re.match(r"[A-Z_]+=", words[0]):
        environment.append(words.pop(0))
    return Command(document, line.strip(), tuple(environment), tuple(words)) if words or environment else None
