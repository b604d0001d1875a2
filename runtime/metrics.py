"""What can be counted and timed without a word of anybody: messages, levels, warning signs, stages, failures.

Labels come from short fixed lists (channels, levels, findings, stages), never from what people wrote or are called.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from prometheus_client import Counter, Gauge, Histogram, Info

LATENCIES = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

MESSAGES = Counter("quiver_messages", "Messages that people sent", ["channel"])
TURNS = Counter("quiver_turns", "What became of them: answered, replayed, rescued (a safe sentence) or failed", ["channel", "outcome"])
LEVELS = Counter("quiver_levels", "Answers by the level of their conversation so far", ["level"])
FLAGS = Counter("quiver_red_flags", "Answers that report a warning sign", ["finding"])
KINDS = Counter("quiver_kinds", "What answers did, in the words of the reply contract", ["kind"])
FALLBACKS = Counter("quiver_fallbacks", "Something was away and another way was taken", ["part"])
FAILURES = Counter("quiver_failures", "Something failed; a turn may have been tried again", ["part"])
STAGES = Histogram("quiver_stage_seconds", "Seconds that a stage of a turn took", ["stage"], buckets=LATENCIES)
IN_PROGRESS = Gauge("quiver_turns_in_progress", "Turns being answered now")
BUILD = Info("quiver_build", "Versions of code, model and knowledge")

UNKNOWN_CHANNEL = "other"
CHANNELS = ("rest", "web", "slack", "cmdline")


def channel_label(name: str | None) -> str:
    """The channel's name, if it is one of ours; anything else is ``other``."""
    return name if name in CHANNELS else UNKNOWN_CHANNEL


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Time a stage: queue, lock, load, read, decide, act, store, turn."""
    began = time.perf_counter()
    try:
        yield
    finally:
        STAGES.labels(name).observe(time.perf_counter() - began)


def count_answer(messages: Iterable[Mapping[str, Any]]) -> None:
    """Count what the messages of one answer, as a channel gets them, say of level, signs and kinds."""
    for message in messages:
        envelope = message.get("custom")
        if not isinstance(envelope, Mapping):
            continue
        assessment = envelope.get("assessment") or {}
        LEVELS.labels(str(assessment.get("level"))).inc()
        for kind in envelope.get("kinds") or ():
            KINDS.labels(str(kind)).inc()
        for finding in assessment.get("red_flags") or ():
            FLAGS.labels(str(finding)).inc()
