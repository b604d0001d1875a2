"""What every skill may look at when it says its part."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from triage.assessment import Assessment
from triage.caffeine import Estimate

from dialogue.attention import Attention
from dialogue.case import Case
from dialogue.country import Call
from dialogue.people import ME, THEM
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
        attention: whom the message was found to be about.
        placed: whether the message said where the person is, and that was news.
        crisis: whose crisis stands, this message's included, ``crisis_stood``, whether one did before it, and ``turned_back``,
            whether the message is about the lip again.
    """

    before: Case
    understood: Understood
    assessment: Assessment
    reading: Reading
    words: Words
    call: Call
    now: datetime
    attention: Attention | None = None
    placed: bool = False
    crisis: str | None = None
    crisis_stood: bool = False
    turned_back: bool = False

    @property
    def case(self) -> Case:
        """The case after the message."""
        return self.understood.case

    def say(self, phrase: str, **values: object) -> str:
        """The phrase, with the emergency number, whom it is about and, where needed, other values filled in."""
        whose = self.words.say("whose_other" if self.case.about_other else "whose_self")
        usual = {"number": self.call.spoken, "whom": self.name_of(self.case.who), "whose": whose}
        return self.words.say(phrase, **{**usual, **values})

    def name_of(self, who: str, *, told_of: bool = False) -> str:
        """How a person is called: "you" ("yourself" where it reads "what you told me of …"), "your mum", "them"."""
        if told_of and who == ME:
            return self.words.say("whom_me_as_well")
        phrase = {ME: "whom_me", THEM: "whom_them"}.get(who)
        if phrase is not None:
            return self.words.say(phrase)
        return self.words.say("whom_relation", relation=who)

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
