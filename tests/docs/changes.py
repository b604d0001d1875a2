"""The changes that docs/changing.md shows, made in a copy of the project."""

import re
import shutil
import subprocess
from pathlib import Path

from runtime.training import ensure_model
from tests.docs.pages import ROOT, blocks

PAGE = "docs/changing.md"
MISTAKE = "+  then: routine"
"""The change on that page which is shown because it is refused."""


def copy_of_the_project(folder: Path, *, with_model: bool = False) -> Path:
    """What git would give somebody, what isn't committed yet included."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    if with_model:
        model = ensure_model()
        for file in model.parent.glob(f"{model.name}*"):
            shutil.copyfile(file, folder / "models" / file.name)
    return folder


def diffs() -> list[str]:
    return blocks(PAGE, "diff")


def apply(diff: str, folder: Path) -> Path:
    """Make a change as a person would who reads it: the lines that are shown, replaced where they stand. Returns the file."""
    head, *lines = diff.splitlines()
    path = folder / head.removeprefix("--- ")
    old = "".join(f"{line[1:]}\n" for line in lines if line[0] in " -")
    new = "".join(f"{line[1:]}\n" for line in lines if line[0] in " +")
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path.name} doesn't have these lines once:\n{old}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def add_new_files(folder: Path) -> None:
    """Python that the page shows goes into the file that its first line names."""
    for code in blocks(PAGE, "python"):
        match = re.match(r"# (\S+\.py)\n", code)
        assert match, "the first line should name the file"
        assert not (folder / match[1]).exists()
        (folder / match[1]).write_text(code.partition("\n")[2], encoding="utf-8")
