"""What MkDocs does for this project beyond its own: files of the repository become pages, links that leave ``docs/`` stay whole.

The documents are written for readers of the repository, where ``../encoder/CARD.md`` is a file. On the site the files in ``PAGES``
are pages, other files that are linked to are copied below ``repository/``, and a link to a folder is plain text.
"""

import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = {
    "encoder/CARD.md": "model-card.md",
    "benchmarks/README.md": "figures.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "reporting.md",
    "CHANGELOG.md": "changelog.md",
    "examples/README.md": "examples.md",
}
"""Files outside ``docs/`` that are pages of the site."""
LOGO = ("widget/page/icon.svg", "pictures/logo.svg")
"""The widget's icon, and where ``mkdocs.yml`` looks for it."""

_LINK = re.compile(r"(?P<mark>!?)\[(?P<words>[^\]\[]*)\]\((?P<target>[^)\s#]+)(?P<anchor>#[^)\s]*)?\)")
_FENCED = re.compile(r"^(```|~~~).*?^\1[ \t]*$", re.M | re.S)


def on_files(files: Files, *, config: Any) -> Files:
    """Add the pages from outside ``docs/``, and the files that the pages link to."""
    for source, page in PAGES.items():
        files.append(File.generated(config, page, content=_rewritten((ROOT / source).read_text(encoding="utf-8"), source, page)))
    files.append(File.generated(config, LOGO[1], abs_src_path=str(ROOT / LOGO[0])))
    texts = [((DOCS / file.src_uri).read_text(encoding="utf-8"), f"docs/{file.src_uri}") for file in files.documentation_pages() if (DOCS / file.src_uri).is_file()]
    texts += [((ROOT / source).read_text(encoding="utf-8"), source) for source in PAGES]
    for copied in sorted({target for markdown, source in texts for target in _leaving(markdown, source)}):
        files.append(File.generated(config, _copy(copied), abs_src_path=str(ROOT / copied)))
    return files


def on_page_markdown(markdown: str, *, page: Any, config: Any, files: Files) -> str:
    """Point the links of a page in ``docs/`` to where their targets are on the site."""
    if page.file.src_uri in PAGES.values():
        return markdown
    return _rewritten(markdown, f"docs/{page.file.src_uri}", page.file.src_uri)


def outside_code(markdown: str) -> str:
    """The text with its fenced blocks blanked, so that an example of a link is no link."""
    return _FENCED.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), markdown)


def targets(markdown: str, source: str) -> Iterator[tuple[str, str]]:
    """The links of a file: their targets as paths from the project's folder, and their anchors without ``#``."""
    for match in _LINK.finditer(outside_code(markdown)):
        if "://" not in match["target"] and not match["target"].startswith(("mailto:", "/")):
            yield _path(match["target"], source), (match["anchor"] or "#")[1:]


def _path(target: str, source: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target))


def _copy(path: str) -> str:
    """Where a copied file is on the site: as text, so that a browser shows it."""
    return f"repository/{path}" if path.endswith((".svg", ".png", ".json", ".txt")) else f"repository/{path}.txt"


def _leaving(markdown: str, source: str) -> Iterator[str]:
    """Files that are no part of ``docs/`` and no page."""
    for path, _ in targets(markdown, source):
        if not path.startswith("docs/") and path not in PAGES and (ROOT / path).is_file():
            yield path


def _rewritten(markdown: str, source: str, page: str) -> str:
    """``markdown`` of the file ``source``, with links as they are right on the page ``page``."""
    plain = outside_code(markdown)
    parts, end = [], 0
    for match in _LINK.finditer(plain):
        parts += [markdown[end : match.start()], _link(match, source, page)]
        end = match.end()
    return "".join([*parts, markdown[end:]])


def _link(match: "re.Match[str]", source: str, page: str) -> str:
    target = match["target"]
    if "://" in target or target.startswith(("mailto:", "/")):
        return match[0]
    path = _path(target, source)
    if path == "README.md":
        new = "index.md"
    elif path in PAGES:
        new = PAGES[path]
    elif path.startswith("docs/") and not (ROOT / path).is_dir():
        new = path.removeprefix("docs/")
    elif (ROOT / path).is_file():
        new = _copy(path)
    else:
        return f"{match['words']} (`{path}`)" if match["words"].strip("`/") not in path else match["words"]
    return f"{match['mark']}[{match['words']}]({os.path.relpath(new, posixpath.dirname(page) or '.')}{match['anchor'] or ''})"
