"""How many messages a second a system answers over REST while so many people write at once, each after their answer."""

import itertools
import threading
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.statistics import Rate, Times, rate, times
from benchmarks.systems import Running
from benchmarks.wire import Wire

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


@dataclass(frozen=True)
class _Done:
    at: float
    took: float


def under(system: Running, texts: Sequence[str], *, senders: int, seconds: int) -> Load:
    """Let ``senders`` write to a system for ``seconds`` after a second of warming up.

    The senders are threads of this process, on the same machine: they take some of its time too.
    """
    done: list[_Done] = []
    failed: list[str] = []
    stop = threading.Event()
    people = [threading.Thread(target=_write, args=(system.port, texts, place, stop, done, failed)) for place in range(senders)]
    for person in people:
        person.start()
    begin = time.perf_counter() + WARM_UP
    time.sleep(WARM_UP + seconds)
    stop.set()
    for person in people:
        person.join()
    return summed_up([(one.at - begin, one.took) for one in done], seconds=seconds, failed=len(failed))


def summed_up(done: Sequence[tuple[float, float]], *, seconds: int, failed: int = 0) -> Load:
    """Figures of answers, each with the second at which it was there and the seconds it took.

    Raises:
        ValueError: if nothing was answered in time, or there were fewer than two seconds.
    """
    counted = [(at, took) for at, took in done if 0 <= at < seconds]
    by_second = Counter(int(at) for at, _ in counted)
    return Load(rate([by_second[second] for second in range(seconds)]), times([took for _, took in counted]), failed)


def _write(port: int, texts: Sequence[str], place: int, stop: threading.Event, done: list[_Done], failed: list[str]) -> None:
    wire, own = Wire(port), itertools.islice(itertools.cycle(texts), place * CONVERSATION, None)
    while not stop.is_set():
        sender = f"load-{uuid.uuid4()}"
        for text in itertools.islice(own, CONVERSATION):
            if stop.is_set():
                break
            try:
                took = wire.say(sender, text)
            except (OSError, RuntimeError) as error:
                failed.append(type(error).__name__)
                continue
            done.append(_Done(time.perf_counter(), took))
    wire.close()
