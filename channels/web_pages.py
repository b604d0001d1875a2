"""The files that browsers fetch: the chat page, the widget, the privacy text; each with headers that keep strangers out."""

import gzip
import hashlib
import html
import re
from dataclasses import dataclass
from pathlib import Path

# No inline script or style, no eval, no frame, nothing from anybody else. 'self' covers the socket as well.
CONTENT_SECURITY_POLICY = "; ".join((
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
))

_EVERYWHERE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
_PAGE = _EVERYWHERE | {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-cache",
}
# The widget is public code that foreign pages load as a module, which browsers only allow with this header.
_ASSET = _EVERYWHERE | {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=300",
}
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class Served:
    """A file as it goes over the wire."""

    body: bytes
    type: str
    headers: dict[str, str]
    tag: str
    zipped: bytes

    @classmethod
    def of(cls, body: bytes, type: str, headers: dict[str, str]) -> "Served":
        """``body`` with its entity tag and its compressed form worked out once."""
        tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        return cls(body, type, headers | {"ETag": tag, "Vary": "Accept-Encoding"}, tag, gzip.compress(body, mtime=0))

    @classmethod
    def page(cls, text: str) -> "Served":
        """An HTML page under the strict policy."""
        return cls.of(text.encode(), "text/html; charset=utf-8", _PAGE)


class Pages:
    """What is served from the folder of the built widget, read once."""

    def __init__(self, built: Path, privacy: Path, *, no_privacy_text: str) -> None:
        self.chat = Served.page((built / "chat.html").read_text(encoding="utf-8"))
        self._frame = (built / "text.html").read_text(encoding="utf-8")
        self._privacy = privacy
        self._no_privacy_text = no_privacy_text
        self.assets = {
            file.name: Served.of(file.read_bytes(), _TYPES[file.suffix], _ASSET)
            for file in sorted(built.iterdir())
            if file.suffix in _TYPES
        }

    def privacy(self) -> Served:
        """The privacy text as a page; a sentence in its place when there is none."""
        there = self._privacy.is_file()
        markdown = self._privacy.read_text(encoding="utf-8") if there else f"# Privacy\n\n{self._no_privacy_text}"
        return Served.page(self._frame.replace("{{text}}", html_of(markdown)))


def html_of(markdown: str) -> str:
    """HTML for the plain Markdown of our own documents: headings, paragraphs, lists, tables, code, bold, links.

    Everything else is shown as it is written; no HTML passes through.
    """
    blocks = re.split(r"\n\s*\n", re.sub(r"<!--.*?-->", "", markdown, flags=re.S).strip())
    return "\n".join(_block(part) for block in blocks for part in _parts(block.strip("\n")))


def _parts(block: str) -> list[str]:
    """A heading needs no blank line after it."""
    head, _, rest = block.partition("\n")
    return [head, *_parts(rest)] if rest and head.startswith("#") else [block]


def _block(block: str) -> str:
    lines = block.splitlines() or [""]
    if heading := re.match(r"(#{1,6}) +(.*)", lines[0]):
        level = len(heading[1])
        return f"<h{level}>{_inline(heading[2])}</h{level}>"
    if all(line.lstrip().startswith("|") for line in lines) and len(lines) > 1:
        return _table(lines)
    for mark, tag in ((r"[-*] +", "ul"), (r"\d+\. +", "ol")):
        if re.match(mark, lines[0]):
            items = re.split(rf"^{mark}", block, flags=re.M)[1:]
            return f"<{tag}>" + "".join(f"<li>{_inline(' '.join(item.split()))}</li>" for item in items) + f"</{tag}>"
    return f"<p>{_inline(' '.join(block.split()))}</p>"


def _table(lines: list[str]) -> str:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    head = "".join(f'<th scope="col">{_inline(cell)}</th>' for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{_inline(cell)}</td>" for cell in row) + "</tr>" for row in rows[2:])
    # A wide table scrolls by itself on a narrow screen; the keyboard must reach it then, and a reader tell it from others.
    name = html.escape(f"Table: {', '.join(filter(None, rows[0]))}", quote=True)
    return f'<div class="table" tabindex="0" role="region" aria-label="{name}"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _inline(text: str) -> str:
    text = html.escape(text)
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
    text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
    return re.sub(r"\[([^\]]+)\]\((https?://[^)\s]+|mailto:[^)\s]+|/[^)\s]*)\)", r'<a href="\2">\1</a>', text)
