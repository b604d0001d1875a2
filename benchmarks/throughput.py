"""How many messages a second a system answers over REST while so many people write at once, each after their answer."""

import asyncio
import itertools
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.statistics import Rate, Times, rate, times
from benchmarks.systems import Running
from benchmarks.wire import AsyncWire

SENDERS = (1, 8, 32)
CONVERSATION = 10
"""Messages after which a sender begins a new conversation."""

WARM_UP = 1.0
"""Seconds that don't count."""


@dataclass(frozen=True)
class Load:
    """What a system did under load.

    Attributes:
        rate: messages answered by the second.
        times: how long people waited.
        failed: messages that were not answered with 200.
    """

    rate: Rate
    times: Times
    failed: int


def under(system: Running, texts: Sequence[str], *, senders: int, seconds: int) -> Load:
    """Let ``senders`` write to a system for ``seconds`` after a second of warming up.

    The senders share one thread of this process and do next to nothing but wait, yet they are on the same machine.
    """
    done, failed = asyncio.run(_all_write(system.port, texts, senders, WARM_UP + seconds))
    return summed_up([(at - WARM_UP, took) for at, took in done], seconds=seconds, failed=failed)


def summed_up(done: Sequence[tuple[float, float]], *, seconds: int, failed: int = 0) -> Load:
    """Figures of answers, each with the second at which it was there and the seconds it took.

    Raises:
        ValueError: if nothing was answered in time, or there were fewer than two seconds.
    """
    counted = [(at, took) for at, took in done if 0 <= at < seconds]
    by_second = Counter(int(at) for at, _ in counted)
    return Load(rate([by_second[second] for second in range(seconds)]), times([took for _, took in counted]), failed)


async def _all_write(port: int, texts: Sequence[str], senders: int, seconds: float) -> tuple[list[tuple[float, float]], int]:
    """When each message was answered, counted from the beginning, and how long that took; and how many failed."""
    done: list[tuple[float, float]] = []
    began = time.perf_counter()
    counts = await asyncio.gather(*(_write(port, texts, place, began, seconds, done) for place in range(senders)))
    return done, sum(counts)


async def _write(port: int, texts: Sequence[str], place: int, began: float, seconds: float, done: list[tuple[float, float]]) -> int:
    """One sender, until the time is over. Returns how many messages were not answered with 200."""
    wire, own, failed = AsyncWire(port), itertools.islice(itertools.cycle(texts), place * CONVERSATION, None), 0
    try:
        while True:
            sender = f"load-{uuid.uuid4()}"
            for text in itertools.islice(own, CONVERSATION):
                if time.perf_counter() - began > seconds:
                    return failed
                try:
                    took = await wire.say(sender, text)
                except (OSError, EOFError, RuntimeError):
                    failed += 1
                    continue
                done.append((time.perf_counter() - began, took))
    finally:
        await wire.close()
