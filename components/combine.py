"""Scores of sentences and windows together: what a message says about each finding."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from components.sentences import Unit, clause_around

Floats = NDArray[np.float32]

PRESENT, ABSENT, LONG_STANDING, TO_CONFIRM, EXPLAINED = "present", "absent", "long_standing", "to_confirm", "explained"
LOOKALIKE, DOUBTFUL = "lookalike", "doubtful"
BLANKET = "blanket"
"""The denial of everything that isn't stated, read beside the findings."""

SURELY_DOUBTFUL = 0.4
"""From this score on, a sign that is either there or doubtful is asked about."""

SURELY_OLD = 2.0
"""So many times as likely as a new sign must an old one be to count as one: an old sign that got worse is a new one."""


@dataclass(frozen=True)
class Thresholds:
    """From which score on a finding counts. ``config.yml`` sets them, ``python -m benchmarks.reading FOLDER --sweep`` tries them.

    Attributes:
        present: score from which a red flag is present.
        doubt: score from which it has to be confirmed.
        trigger: score from which a trigger is present.
        absent: score from which a finding is absent.
        explained: score from which a look-alike is told apart, so that a finding can be taken back as one.
        whole: weight of the window's score against that of its best sentence, between 0 and 1.
    """

    present: float = 0.5
    doubt: float = 0.3
    trigger: float = 0.5
    absent: float = 0.5
    explained: float = 0.6
    whole: float = 0.5


@dataclass(frozen=True)
class Said:
    """What a message says about one finding, and where: ``message[start:end]``."""

    finding: str
    role: str
    score: float
    start: int
    end: int


@dataclass(frozen=True)
class Scored:
    """One stretch of the message with its probabilities (findings, statuses) and the characters looked at."""

    unit: Unit
    findings: Floats
    focus: NDArray[np.int64]


def together(
    windows: Sequence[Scored], parts: Sequence[Scored], *, whole: float
) -> tuple[Floats, NDArray[np.int64]]:
    """Scores of the whole message (findings, statuses), and which part said each finding (findings, statuses).

    A part is weighed against the window it stands in, because a sentence alone forgets whom it is about, and a long
    text alone overlooks a half-sentence. Without parts the windows alone count.
    """
    if not parts:
        stacked = np.stack([window.findings for window in windows])
        return stacked.max(0), stacked.argmax(0)
    weighed = np.stack(
        [whole * _around(part, windows).findings + (1 - whole) * part.findings for part in parts]
    )
    return weighed.max(0), np.stack([part.findings for part in parts]).argmax(0)


def _around(part: Scored, windows: Sequence[Scored]) -> Scored:
    return next(
        (window for window in windows if window.unit.start <= part.unit.start and part.unit.end <= window.unit.end),
        windows[0],
    )


def statements(
    message: str,
    windows: Sequence[Scored],
    parts: Sequence[Scored],
    *,
    findings: Sequence[str],
    statuses: Sequence[str],
    red_flags: frozenset[str],
    thresholds: Thresholds,
) -> list[Said]:
    """What the message says about each finding that it says something about."""
    scores, where = together(windows, parts, whole=thresholds.whole)
    column = {status: place for place, status in enumerate(statuses)}
    said = []
    for row, finding in enumerate(findings):
        of = {status: float(scores[row, column[status]]) for status in statuses}
        role, status = _decide(of, finding in red_flags, thresholds)
        if role:
            source = (parts or windows)[where[row, column[status]]]
            start, end = clause_around(message, source.unit.start + int(source.focus[row]))
            said.append(Said(finding, role, of[status], start, end))
    return said


def _decide(of: dict[str, float], is_red_flag: bool, at: Thresholds) -> tuple[str, str]:
    """The role that follows from the scores, and the status that it rests on; empty if nothing is said."""
    there = of[PRESENT] + of[LONG_STANDING]
    needed = at.present if is_red_flag else at.trigger
    if there >= needed:
        old = of[LONG_STANDING] > SURELY_OLD * of[PRESENT]
        return (LONG_STANDING, LONG_STANDING) if old else (PRESENT, PRESENT)
    if of[ABSENT] >= at.absent and of[ABSENT] > there:
        return ABSENT, ABSENT
    perhaps = there >= at.doubt or there + of[DOUBTFUL] >= max(at.doubt, SURELY_DOUBTFUL)
    if is_red_flag and perhaps:
        return TO_CONFIRM, PRESENT if there >= of[DOUBTFUL] else DOUBTFUL
    if of[LOOKALIKE] >= at.explained:
        return EXPLAINED, LOOKALIKE
    return "", ""
