"""One message read: sentences, windows, encoder, lexicon, durations together. Knows no Rasa."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from triage.durations import PERSISTENT_DAYS, Duration
from triage.record import PERSISTENT

from components.combine import ABSENT, BLANKET, PRESENT, TO_CONFIRM, Said, Scored, Thresholds, statements
from components.durations import Mention, mentions
from components.encoder import Encoder, Floats
from components.lexicon import Lexicon, Named
from components.second_look import contrasted, plain_headache, taken_for_granted
from components.sentences import Unit, sentences, windows
from components.tails import Tail, tails, without

ABOUT_OTHER = "about_other"
MOST_PARTS = 60
"""Sentences that are read by themselves at most; of a longer message the windows alone count from there on."""


@dataclass(frozen=True)
class ReadMessage:
    """What was read in one message.

    Attributes:
        said: what it says about each finding, the blanket denial among them.
        durations: every duration that it names; ``of_twitch`` is the one that is the twitch's.
        about_other: whether it is about somebody else.
        acts: probabilities (stretches of the message, acts).
        embeddings: vectors (stretches of the message, width).
    """

    said: tuple[Said, ...]
    durations: tuple[Mention, ...]
    of_twitch: Mention | None
    about_other: bool
    acts: Floats
    embeddings: Floats


class Reader:
    """Reads messages with an encoder, the thresholds that fit it, and the lexicon beside it."""

    def __init__(
        self, encoder: Encoder, thresholds: Thresholds, *, red_flags: frozenset[str], lexicon: Lexicon | None = None
    ) -> None:
        self.encoder = encoder
        self._lexicon = lexicon
        self._thresholds = thresholds
        self._flags = red_flags | {BLANKET}

    def read(self, text: str, today: date) -> ReadMessage:
        """Read a cleaned, non-empty message that was written on the day ``today``."""
        cut = tails(text)
        told = without(text, cut)
        windows_, parts, acts, embeddings = self.score(told)
        said = statements(
            told,
            windows_,
            parts,
            findings=self.encoder.findings,
            statuses=self.encoder.statuses,
            red_flags=self._flags,
            thresholds=self._thresholds,
        )
        if self._lexicon is not None:
            said = with_named(said, self._lexicon.named(told))
        for looks_again in (contrasted, plain_headache, taken_for_granted):
            said = looks_again(told, said)
        said = with_denial(said, cut)
        durations = tuple(mentions(text, today))
        said = settle_duration(said, durations)
        about_other = float(acts[:, self.encoder.acts.index(ABOUT_OTHER)].max()) >= 0.5
        return ReadMessage(tuple(said), durations, _of_twitch(said, durations), about_other, acts, embeddings)

    def score(self, text: str) -> tuple[list[Scored], list[Scored], Floats, Floats]:
        """Scores of the windows and of the sentences of ``text``, and acts and embeddings of all of them."""
        parts = sentences(text) or [Unit(text, 0)]
        around = windows(text, parts)
        units = around if len(parts) == 1 else [*around, *parts[:MOST_PARTS]]
        scores = self.encoder.score([unit.text for unit in units])
        scored = [Scored(unit, scores.findings[row], scores.focus[row]) for row, unit in enumerate(units)]
        return scored[: len(around)], scored[len(around) :], scores.acts, scores.embeddings


def with_named(said: Sequence[Said], named: Sequence[Named]) -> list[Said]:
    """What the encoder read, and a question about every finding that the lexicon heard and the encoder is silent on."""
    heard = {item.finding for item in said}
    added = [Said(item.finding, TO_CONFIRM, 0.0, item.start, item.end) for item in named if item.finding not in heard]
    return [*said, *added]


def with_denial(said: Sequence[Said], cut: Sequence[Tail]) -> list[Said]:
    """What was read, and the denial of all the rest that was cut off before."""
    denial = next((tail for tail in cut if tail.denies), None)
    if denial is None:
        return list(said)
    others = [item for item in said if item.finding != BLANKET]
    return [*others, Said(BLANKET, ABSENT, 1.0, denial.start, denial.end)]


def settle_duration(said: Sequence[Said], durations: Sequence[Mention]) -> list[Said]:
    """How long the twitch goes on: the encoder tells whose duration it is, the grammar how long it is.

    If the text names a single duration and the encoder takes it for the twitch's, arithmetic decides.
    """
    verdict = next((item for item in said if item.finding == PERSISTENT and item.role in (PRESENT, ABSENT)), None)
    if verdict is None or len(durations) != 1:
        return list(said)
    role = _role_of(durations[0].duration)
    if role is None or role == verdict.role:
        return list(said)
    settled = replace(verdict, role=role, start=durations[0].start, end=durations[0].end)
    return [settled if item is verdict else item for item in said]


def _role_of(duration: Duration) -> str | None:
    if duration.least >= PERSISTENT_DAYS:
        return PRESENT
    return ABSENT if duration.most < PERSISTENT_DAYS else None


def _of_twitch(said: Sequence[Said], durations: Sequence[Mention]) -> Mention | None:
    verdict = next((item.role for item in said if item.finding == PERSISTENT), None)
    return next((mention for mention in durations if verdict and _role_of(mention.duration) == verdict), None)
