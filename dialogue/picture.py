"""The caffeine estimate as a picture: a bar against the limit, as an SVG that needs no script, style sheet or font."""

from html import escape

from triage.caffeine import Estimate

WIDTH, HEIGHT = 340, 96
_LEFT, _RIGHT, _TOP, _THICK = 14, 14, 40, 22
_INK, _PALE, _GROUND, _UNDER, _OVER = "#1f2933", "#cbd2d9", "#ffffff", "#0b7285", "#c92a2a"


def bar(estimate: Estimate, *, title: str, alt: str, limit: str) -> str:
    """An SVG of the range on a scale that holds it and the limit; what may lie above the limit is red.

    Args:
        estimate: what is drawn.
        title: the line above the bar.
        alt: what the picture says in words, for who can't see it.
        limit: the words at the limit's mark.
    """
    top = max(estimate.most_mg, estimate.limit_mg) * 1.15
    scale = (WIDTH - _LEFT - _RIGHT) / top
    least, most, mark = (estimate.least_mg * scale, estimate.most_mg * scale, estimate.limit_mg * scale)
    parts = [
        _box(0, 0, WIDTH, HEIGHT, _GROUND),
        _text(_LEFT, 24, title, "start", "bold"),
        _box(_LEFT, _TOP, WIDTH - _LEFT - _RIGHT, _THICK, _PALE),
        *_range(0, least, mark, "1"),
        *_range(least, most, mark, "0.55"),
        _box(_LEFT + mark - 1, _TOP - 6, 2, _THICK + 12, _INK),
        _text(min(max(_LEFT + mark, 60), WIDTH - 60), _TOP + _THICK + 24, limit, "middle", "normal"),
    ]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img">'
    return f"{head}<title>{escape(alt)}</title>{''.join(parts)}</svg>"


def _range(begin: float, end: float, mark: float, opacity: str) -> list[str]:
    """The bar from ``begin`` to ``end``, in two colours where the limit lies between."""
    pieces = [(begin, min(end, mark), _UNDER), (max(begin, mark), end, _OVER)]
    return [_box(_LEFT + a, _TOP, b - a, _THICK, colour, opacity) for a, b, colour in pieces if b > a]


def _box(x: float, y: float, width: float, height: float, colour: str, opacity: str = "1") -> str:
    size = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect {size} fill="{colour}"{f" fill-opacity={chr(34)}{opacity}{chr(34)}" if opacity != "1" else ""}/>'


def _text(x: float, y: float, words: str, anchor: str, weight: str) -> str:
    font = f'font-family="sans-serif" font-size="13" font-weight="{weight}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{_INK}" {font}>{escape(words)}</text>'
