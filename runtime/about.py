"""Which versions are running: of the code, the model and the knowledge."""

import os
import platform
import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from runtime.settings import ROOT


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """Versions and digests by part; they tell two builds apart and name nobody.

    ``code`` is the project's version, ``revision`` the commit (``QUIVER_REVISION``, else what git says, else
    ``unknown``), ``knowledge`` and ``encoder`` sixteen hex digits over the files' names and bytes.
    """
    from rasa import __version__ as rasa

    return {
        "code": _version(ROOT),
        "revision": os.environ.get("QUIVER_REVISION") or _revision(ROOT) or "unknown",
        "knowledge": digest(ROOT / "knowledge"),
        "encoder": digest(ROOT / "encoder" / "weights" / "SHA256SUMS"),
        "rasa": rasa,
        "python": platform.python_version(),
    }


def digest(path: Path) -> str:
    """Sixteen hex digits over the names and bytes of the files at and below ``path``."""
    found = sorted(file for file in (path.rglob("*") if path.is_dir() else [path]) if file.is_file() and "__pycache__" not in file.parts)
    sum_of_all = sha256()
    for file in found:
        sum_of_all.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return sum_of_all.hexdigest()[:16]


def _version(root: Path) -> str:
    found = re.search(r'^version = "([^"]+)"', (root / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    return found[1] if found else "unknown"


def _revision(root: Path) -> str:
    """The commit that is checked out, read from git's own files."""
    try:
        head = (root / ".git" / "HEAD").read_text(encoding="ascii").strip()
        if not head.startswith("ref: "):
            return head[:12]
        loose = root / ".git" / head[5:]
        if loose.is_file():
            return loose.read_text(encoding="ascii").strip()[:12]
        packed = (root / ".git" / "packed-refs").read_text(encoding="utf-8").splitlines()
        return next((line.split()[0][:12] for line in packed if line.endswith(f" {head[5:]}")), "")
    except OSError:
        return ""
