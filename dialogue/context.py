"""What every skill may look at when it says its part."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from triage.assessment import Assessment
from triage.caffeine import Estimate

from dialogue.case import Case
from dialogue.country import Call
from dialogue.reading import Reading
from dialogue.understanding import Understood
from dialogue.words import Words


@dataclass(frozen=True)
class Context:
    """One turn, after the message has been understood and before anything is said.

    Attributes:
        before: the case before the message.
        case: the case after it.
        understood: what the message did.
        assessment: the assessment after it.
        reading: what was read.
        words: everything that can be said.
        call: the emergency number to call where the person is.
        now: when the message came.
    """

    before: Case
    understood: Understood
    assessment: Assessment
    reading: Reading
    words: Words
    call: Call
    now: datetime

    @property
    def case(self) -> Case:
        """The case after the message."""
        return self.understood.case

    def say(self, phrase: str, **values: object) -> str:
        """The phrase, with the emergency number and, where needed, other values filled in."""
        return self.words.say(phrase, **{"number": self.call.spoken, **values})

    def cite(self, source: Sequence[str]) -> str:
        """The source note of ``source``."""
        return self.words.say("source_note", source=self.words.knowledge.sources.cite(source))


@dataclass(frozen=True)
class Section:
    """A part of a reply: paragraphs, what kind of part it is, and the topics that its words really explain."""

    texts: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    asks: bool = field(default=False)
    """Whether the part is itself a question or otherwise leaves no room for the interview's next one."""

    estimate: Estimate | None = None
    """The caffeine estimate that the part says."""

    summed_up: bool = False
    """Whether the part is a summary to keep, so that channels may offer it as a file."""

    drink: str | None = None
    """The drink that the part asks about."""
