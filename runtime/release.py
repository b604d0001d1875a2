"""``python -m runtime.release``: the trained model as an archive to hand on, its checksum, and what belongs to it.

Written into ``dist/``: ``quiver-model-<version>.tar.gz``, ``quiver-model-<version>.tar.gz.sha256`` (for ``sha256sum -c``) and
``quiver-model-<version>.json``, the manifest.
"""

import json
import shutil
import sys
from hashlib import sha256
from pathlib import Path

from triage.knowledge import knowledge

from runtime.about import versions
from runtime.settings import ROOT
from runtime.training import TrainingError, ensure_model, fingerprint

DIST = ROOT / "dist"


def release(model: Path, folder: Path = DIST) -> Path:
    """Put ``model`` into ``folder`` with its checksum and its manifest; earlier files of the same version are replaced.

    Returns:
        The archive.

    Raises:
        OSError: if a file can't be read or written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / f"quiver-model-{versions()['code']}.tar.gz"
    shutil.copyfile(model, archive)
    checksum = sha256(archive.read_bytes()).hexdigest()
    archive.with_name(f"{archive.name}.sha256").write_text(f"{checksum}  {archive.name}\n", encoding="ascii")
    text = json.dumps(manifest(archive, checksum), indent=1)
    (folder / f"{archive.name.removesuffix('.tar.gz')}.json").write_text(f"{text}\n", encoding="utf-8")
    return archive


def manifest(archive: Path, checksum: str) -> dict[str, object]:
    """What is in the archive, and which code and knowledge it belongs to."""
    return {
        "archive": archive.name,
        "bytes": archive.stat().st_size,
        "sha256": checksum,
        "model": fingerprint(),
        "table": knowledge().table.version,
        "knowledge_in_replies": knowledge().version,
        **versions(),
    }


def main() -> int:
    """Train if need be, release, and tell where it is. Returns the exit code."""
    try:
        archive = release(ensure_model())
    except (TrainingError, OSError) as problem:
        print(f"Quiver: {problem}", file=sys.stderr)
        return 1
    print(f"{archive.relative_to(ROOT)}, its checksum and its manifest are ready.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
