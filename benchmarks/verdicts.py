"""How well a reader reads labelled descriptions: figures from its verdicts, with their intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.evaluate import EMERGENCY_SIGNS, TRIGGERS
from benchmarks.labelled import Description
from benchmarks.rivals.verdict import Verdict
from benchmarks.statistics import F1, Share, f1

URGENT_SIGNS = frozenset(["spreading", "pain", "numbness", "tingling", "loss_of_facial_control"])

Judged = Sequence[tuple[Description, Verdict]]


@dataclass(frozen=True)
class Figures:
    """How well a reader, or one choice of thresholds, reads."""

    caught: Share
    caught_or_asked: Share
    under: Share
    false_alarms: Share
    needless: Share
    denied_present: Share
    flags: F1

    def __str__(self) -> str:
        return (
            f"caught {self.caught}; or asked {self.caught_or_asked}; under {self.under}; false alarms {self.false_alarms}; "
            f"needless {self.needless}; denied present {self.denied_present}; F1 {self.flags}"
        )


def there(verdict: Verdict) -> frozenset[str]:
    """The red flags that a verdict reports."""
    return (verdict.present | verdict.long_standing) - TRIGGERS


def figures(judged: Judged) -> Figures:
    """Every figure over descriptions and the verdicts on them."""
    caught, asked, alarms, needless, denied, under = [], [], [], [], [], []
    for item, verdict in judged:
        reported = there(verdict)
        emergencies = verdict.present & EMERGENCY_SIGNS
        if item.accept == {"emergency"}:
            caught.append(bool(emergencies))
            asked.append(bool(emergencies or verdict.to_confirm & item.present & EMERGENCY_SIGNS))
        if not item.accept & {"none", "self_care", "undetermined", "routine"}:
            under.append(not (reported & (EMERGENCY_SIGNS | URGENT_SIGNS)))
        if item.accept == {"none"}:
            alarms.append(bool(reported))
        needless.append(bool(verdict.to_confirm - item.present - item.optional) and not emergencies)
        denied += [finding in reported for finding in item.absent]
    return Figures(
        _share(caught), _share(asked), _share(under), _share(alarms), _share(needless), _share(denied), flag_f1(judged)
    )


def flag_f1(judged: Judged, flags: frozenset[str] | None = None) -> F1:
    """F1 of the red flags, or of ``flags`` alone; optional ones count neither way."""
    counts = []
    for item, verdict in judged:
        true, reported = item.present - TRIGGERS, there(verdict) - item.optional
        if flags is not None:
            true, reported = true & flags, reported & flags
        counts.append((len(reported & true), len(reported - true), len(true - reported)))
    return f1(counts)


def _share(outcomes: Sequence[bool]) -> Share:
    return Share(sum(outcomes), len(outcomes))
