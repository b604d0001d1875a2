"""Quiver's reader, whole and in parts."""

from datetime import date

from triage.files import read_yaml
from triage.knowledge import knowledge

from benchmarks.rivals.verdict import Verdict
from components.combine import ABSENT, BLANKET, LONG_STANDING, PRESENT, TO_CONFIRM, Thresholds
from components.lexicon import Lexicon
from components.reader import Reader
from components.text import clean
from runtime.settings import ROOT


def configured_thresholds() -> Thresholds:
    """The thresholds that ``config.yml`` gives the reader."""
    pipeline = read_yaml(ROOT / "config.yml")["pipeline"]
    return Thresholds(**next(part["thresholds"] for part in pipeline if part["name"].endswith("FindingReader")))


class QuiverReader:
    """The reader as it runs: encoder, lexicon and duration grammar, or without the lexicon."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def read(self, text: str) -> Verdict:
        """What the reader says, a blanket denial spread over all that is not stated."""
        said = self._reader.read(clean(text) or " ", date.today()).said
        by_role = {
            role: frozenset(item.finding for item in said if item.role == role) - {BLANKET}
            for role in (PRESENT, ABSENT, LONG_STANDING, TO_CONFIRM)
        }
        absent = by_role[ABSENT]
        if any(item.finding == BLANKET and item.role == ABSENT for item in said):
            stated = by_role[PRESENT] | by_role[LONG_STANDING] | by_role[TO_CONFIRM]
            absent |= frozenset(knowledge().red_flags) - stated
        return Verdict(by_role[PRESENT], absent, by_role[LONG_STANDING], by_role[TO_CONFIRM])


class RulesOnly:
    """The second reader alone; what it names counts as present."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def read(self, text: str) -> Verdict:
        """What the lexicon names and does not find denied."""
        return Verdict(present=frozenset(named.finding for named in self._lexicon.named(clean(text))))
