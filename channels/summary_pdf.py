"""A summary as a PDF of one page, in letters that a surgery's printer can read."""

import logging
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from triage.levels import Level

from dialogue.summary import Summary, footer, paragraphs, title
from dialogue.words import Words

logging.getLogger("fpdf").setLevel(logging.CRITICAL)  # it names letters that a font lacks, and those are somebody's words
logging.getLogger("fontTools").setLevel(logging.ERROR)

MARGIN = 16
LARGEST, SMALLEST = 10.5, 6.0
_INK, _PALE = (31, 41, 51), (97, 110, 124)
_COLOURS = {
    Level.EMERGENCY: (176, 30, 30),
    Level.URGENT: (166, 77, 0),
    Level.ROUTINE: (11, 95, 138),
    Level.UNDETERMINED: (82, 96, 109),
    Level.SELF_CARE: (30, 110, 60),
}


def pdf_of(summary: Summary, words: Words) -> bytes:
    """The PDF. Letters shrink until everything fits; what still doesn't is cut at the end of the page, and says so."""
    size = LARGEST
    while size > SMALLEST:
        document = _drawn(summary, words, size)
        if document.pages_count == 1:
            return bytes(document.output())
        size -= 0.5
    return bytes(_drawn(summary, words, SMALLEST, shortest=True).output())


def _drawn(summary: Summary, words: Words, size: float, *, shortest: bool = False) -> FPDF:
    document = _Page()
    document.set_title(title(words))
    document.set_creator("Quiver")
    document.set_creation_date(summary.created)
    document.set_lang("en")
    document.add_page()
    document.heading(title(words), size + 5)
    sections = paragraphs(summary, words)
    head, advice = sections[0]
    document.banner(f"{head}: {advice[0]}", size + 1.5, _COLOURS[summary.level])
    document.lines(advice[1:], size)
    for head, lines in sections[1:]:
        document.heading(head, size + 1)
        document.lines([line[:110] for line in lines[:6]] if shortest else lines, size)
    document.foot(footer(summary, words), max(size - 2, 5.5))
    return document


class _Page(FPDF):
    def __init__(self) -> None:
        super().__init__(format="A4")
        folder = _fonts()
        self.add_font("Sans", "", folder / "DejaVuSans.ttf")
        self.add_font("Sans", "B", folder / "DejaVuSans-Bold.ttf")
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(True, MARGIN)

    def heading(self, text: str, size: float) -> None:
        self.ln(size * 0.18)
        self._write(text, "B", size, _INK)

    def banner(self, text: str, size: float, colour: tuple[int, int, int]) -> None:
        self.ln(1)
        self.set_fill_color(*colour)
        self.set_text_color(255, 255, 255)
        self.set_font("Sans", "B", size)
        self.multi_cell(0, size * 0.72, self._printable(text), fill=True, new_x=XPos.LMARGIN, new_y=YPos.NEXT, padding=2, align="L")
        self.ln(1)

    def lines(self, lines: list[str], size: float) -> None:
        for line in lines:
            self._write(f"• {line}" if len(lines) > 1 else line, "", size, _INK)

    def foot(self, text: str, size: float) -> None:
        self.ln(2)
        self.set_draw_color(*_PALE)
        self.line(MARGIN, self.get_y(), self.w - MARGIN, self.get_y())
        self.ln(1)
        self._write(text, "", size, _PALE)

    def _write(self, text: str, style: str, size: float, colour: tuple[int, int, int]) -> None:
        self.set_text_color(*colour)
        self.set_font("Sans", style, size)
        self.multi_cell(0, size * 0.47, self._printable(text), new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")

    def _printable(self, text: str) -> str:
        """Letters that the font lacks are shown as a box, and nothing is set that moves the line."""
        known = _letters()
        flat = " ".join(text.split())
        return "".join(letter if ord(letter) in known else "\u25a1" for letter in flat)


@lru_cache(maxsize=1)
def _fonts() -> Path:
    """DejaVu Sans, which matplotlib brings along (Rasa needs it): Latin, Greek, Cyrillic, Arabic and many signs."""
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("matplotlib's fonts are not installed")
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(_fonts() / "DejaVuSans.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap())
