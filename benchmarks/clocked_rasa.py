"""Stock Rasa's command line with a clock on the stages of a turn: ``python -m benchmarks.clocked_rasa run …``.

Quiver counts its stages itself (``/metrics``); this does the same for a Rasa that doesn't. Every stage becomes a line of
JSON in the file that ``BENCH_CLOCK`` names: its name, when it ended (seconds since 1970), how many seconds it took.
"""

import asyncio
import functools
import json
import os
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

VARIABLE = "BENCH_CLOCK"


def clocked(stage: str, call: Callable[..., Any], log: IO[str]) -> Callable[..., Any]:
    """``call``, plain or asynchronous, with a line in ``log`` for each time it is called."""

    def note(began: float) -> None:
        log.write(json.dumps([stage, time.time(), time.perf_counter() - began]) + "\n")

    @functools.wraps(call)
    async def later(*args: Any, **kwargs: Any) -> Any:
        began = time.perf_counter()
        try:
            return await call(*args, **kwargs)
        finally:
            note(began)

    @functools.wraps(call)
    def now(*args: Any, **kwargs: Any) -> Any:
        began = time.perf_counter()
        try:
            return call(*args, **kwargs)
        finally:
            note(began)

    return later if asyncio.iscoroutinefunction(call) else now


def main() -> None:
    """Put the clock in and run ``rasa`` with the arguments of this process."""
    warnings.showwarning = lambda *args, **kwargs: None
    from rasa.__main__ import main as rasa
    from rasa.core.agent import Agent
    from rasa.core.processor import MessageProcessor
    from rasa.core.tracker_store import FailSafeTrackerStore

    log = Path(os.environ[VARIABLE]).open("a", buffering=1, encoding="utf-8")  # noqa: SIM115  (as long as the process)
    stages = (
        (Agent, "handle_message", "turn"),
        (MessageProcessor, "parse_message", "read"),
        (MessageProcessor, "predict_next_with_tracker_if_should", "decide"),
        (MessageProcessor, "_run_action", "act"),
        (FailSafeTrackerStore, "retrieve", "load"),
        (FailSafeTrackerStore, "save", "store"),
    )
    for owner, name, stage in stages:
        setattr(owner, name, clocked(stage, getattr(owner, name), log))
    rasa()


if __name__ == "__main__":
    main()
