"""The machine that figures were measured on, and the versions of what ran, without a name of anybody or anything."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("rasa", "tensorflow-cpu", "onnxruntime", "spacy", "negspacy", "scikit-learn", "sanic", "SQLAlchemy")
FAMILIES = {"amx_int8": "AMX", "avx512_vnni": "AVX-512 VNNI", "avx512f": "AVX-512", "avx_vnni": "AVX VNNI", "avx2": "AVX2", "asimddp": "NEON dot product"}
"""Flags that decide how fast matrices are multiplied, and what they are called."""


@dataclass(frozen=True)
class Machine:
    """What figures of speed depend on.

    Attributes:
        cores: processors that this process may use.
        processor: architecture and families of vector instructions.
        memory_gb: main memory in GiB, 0 if unknown.
        system: operating system.
        load: processes that wanted to run in the minute before, on average; above zero, others worked here too.
    """

    cores: int
    processor: str
    memory_gb: int
    system: str
    load: float

    def __str__(self) -> str:
        memory = f", {self.memory_gb} GiB" if self.memory_gb else ""
        return f"{self.cores} cores, {self.processor}{memory}, {self.system}"


def this_machine() -> Machine:
    """The machine that this runs on."""
    affinity = getattr(os, "sched_getaffinity", None)
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    return Machine(cores, _processor(), _memory(), platform.system(), round(os.getloadavg()[0], 1))


def families(flags: Iterable[str]) -> str:
    """The families of vector instructions among a processor's flags."""
    there = set(flags)
    return ", ".join(name for flag, name in FAMILIES.items() if flag in there)


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    flags = next((line.partition(":")[2].split() for line in lines if line.startswith(("flags", "Features"))), [])
    known = families(flags)
    return f"{platform.machine()} ({known})" if known else platform.machine()


def _memory() -> int:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    except (ValueError, OSError):
        return 0


def versions() -> dict[str, str]:
    """Versions of Python and of the packages whose work is measured."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
