"""How much memory processes and their children hold, on Linux."""

from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")


def megabytes(processes: Iterable[int]) -> int | None:
    """Memory in MB of the processes and all that they started: proportional set size, shared pages counted once.

    None where there is no ``/proc/…/smaps_rollup`` to ask.
    """
    sizes = [_proportional(process) for process in _with_children(processes)]
    known = [size for size in sizes if size is not None]
    return round(sum(known) / 1024) if known else None


def _with_children(processes: Iterable[int]) -> set[int]:
    parents: dict[int, int] = {}
    for entry in PROC.glob("[0-9]*/stat"):
        try:
            parents[int(entry.parent.name)] = int(entry.read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, IndexError, ValueError):
            continue
    found, new = set(processes), set(processes)
    while new:
        new = {child for child, parent in parents.items() if parent in new} - found
        found |= new
    return found


def _proportional(process: int) -> int | None:
    try:
        lines = (PROC / str(process) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), None)
