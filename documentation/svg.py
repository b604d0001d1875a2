"""Plain SVG, as strings: boxes, lines of text, arrows. No dependency, no script, white paper of their own, so that they can be read on dark pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

STYLE = """
.paper { fill: #ffffff } .box { fill: #eef4f4; stroke: #0b6361; stroke-width: 1.5 } .core { fill: #0b6361; stroke: #0b6361 }
.data { fill: #fdf6e6; stroke: #a76a00; stroke-width: 1.5; stroke-dasharray: 5 3 } .group { fill: none; stroke: #9fb5b5; stroke-dasharray: 3 4 }
.name { font: bold 17px "DejaVu Sans Mono", ui-monospace, monospace; fill: #13272b }
.title { font: bold 16px "DejaVu Sans", system-ui, sans-serif; fill: #13272b }
.line { font: 14px "DejaVu Sans", system-ui, sans-serif; fill: #3a4d51 }
.small { font: 13px "DejaVu Sans", system-ui, sans-serif; fill: #5b6b6f } .arrow { stroke: #3a4d51; stroke-width: 1.6; fill: none } .head { fill: #3a4d51 }
.on-dark { fill: #ffffff }
""".strip()


@dataclass(frozen=True)
class Box:
    """A box with a name and a few lines. Places and sizes are in pixels; ``kind`` (box, core, data) and ``named`` are classes of ``STYLE``."""

    x: float
    y: float
    width: float
    height: float
    name: str
    lines: Sequence[str] = ()
    kind: str = "box"
    named: str = "name"

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.height

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.x + self.width

    def drawn(self) -> str:
        """The box as SVG."""
        on_dark = " on-dark" if self.kind == "core" else ""
        parts = [f'<rect class="{self.kind}" x="{self.x:g}" y="{self.y:g}" width="{self.width:g}" height="{self.height:g}" rx="8"/>']
        parts.append(text(self.x + 14, self.y + 26, self.name, f"{self.named}{on_dark}"))
        parts += [text(self.x + 14, self.y + 48 + 19 * number, line, f"line{on_dark}") for number, line in enumerate(self.lines)]
        return "\n".join(parts)


def text(x: float, y: float, words: str, kind: str = "line", anchor: str = "start") -> str:
    """A line of text."""
    return f'<text class="{kind}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(words)}</text>'


def arrow(points: Sequence[tuple[float, float]]) -> str:
    """An arrow along ``points``, its head at the last."""
    path = "M" + " L".join(f"{x:g} {y:g}" for x, y in points)
    return f'<path class="arrow" d="{path}" marker-end="url(#head)"/>'


def drawing(width: int, height: int, title: str, description: str, parts: Iterable[str]) -> str:
    """A whole SVG file."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-labelledby="title description">\n<title id="title">{escape(title)}</title>\n<desc id="description">{escape(description)}</desc>\n'
        f"<style>{STYLE}</style>\n"
        '<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse">'
        '<path class="head" d="M0 0 10 5 0 10z"/></marker></defs>\n'
        f'<rect class="paper" width="{width}" height="{height}" rx="10"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )
