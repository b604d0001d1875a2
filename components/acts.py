"""Which acts a message does, given their scores."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from components.lexicon import Named

ABOUT_OTHER = "about_other"
OTHER_LANGUAGE = "other_language"
GIBBERISH = "gibberish"
TRICK = "trick"
SINGLE_CHARACTERS = frozenset("ykn0123456789")
"""One character that says something by itself."""

MANY_TIMES = 5
"""So often one word alone is no message any more."""

NEVER_GUESSED = ("crisis", "other_emergency")
"""Acts that count by their own thresholds only, never as the best guess."""

NEVER_A_GUESS = frozenset([*NEVER_GUESSED, "start_over", "delete_data"])
"""Acts that are done only where they are plainly asked for: the grave ones, and those by which something is lost."""

OF_ONE_KIND = frozenset(["refuse", "stop"])
"""Acts of which a message does one: who would rather not say doesn't want to stop."""

_LEAVING = (
    r"(?:ok(?:ay)?|right|well|so|thanks?|thank you|cheers|ta|and|then|now|anyway|gotta go|have to go|all|folks|everyone|quiver|bot"
    r"|good\s?(?:bye|night)|bye+|cya|tata|farewell|cheerio|see (?:you|ya|u)(?: (?:later|tomorrow|soon|around))?|(?:i['’]?m|i am|that['’]?s me) (?:done|off|finished)"
    r"|(?:for )?(?:today|tonight|here))"
)
FAREWELL = re.compile(rf"{_LEAVING}(?:[\s,.!…]+{_LEAVING})*[\s,.!…]*")
"""Words that say goodbye to a chat and nothing else. Taking leave of life uses more."""

REASONS = frozenset(["why_level", "why_ask"])
NAMES_NO_TOPIC = 3
"""A question for the reason of so few words ("but why?") is about what was said before it, and names no topic."""

MOST_FOREIGN = 0.5


@dataclass(frozen=True)
class ActScores:
    """Probability of each act by itself."""

    by_act: Mapping[str, float]

    def ranked(self) -> list[tuple[str, float]]:
        """Acts and scores, the surest first."""
        return sorted(
            ((name, score) for name, score in self.by_act.items() if name != ABOUT_OTHER), key=lambda pair: -pair[1]
        )


def chosen_acts(
    text: str, scores: ActScores, thresholds: Mapping[str, float], topics: frozenset[str] = frozenset()
) -> list[tuple[str, float]]:
    """The acts that ``text`` does, the surest first, each with its score.

    Args:
        text: the message, cleaned.
        scores: probability of each act.
        thresholds: from which score an act counts; ``default`` for those not listed, and ``least`` for the best one
            when none counts; ``second`` for a second topic where the words show that two things are asked.
        topics: acts that are questions about a topic.
    """
    if is_foreign_script(text):
        return [(OTHER_LANGUAGE, 1.0)]
    if not has_words(text):
        return [] if not text else [(GIBBERISH, 1.0)]
    if text.startswith("/"):
        return [(TRICK, 1.0)]
    usual = thresholds.get("default", 0.5)
    ranked = scores.ranked()
    chosen = [(name, score) for name, score in ranked if score >= thresholds.get(name, usual)]
    if FAREWELL.fullmatch(text.lower()):
        chosen = [pair for pair in chosen if pair[0] != "crisis"]
    if sum(name in topics for name, _ in chosen) == 1 and asks_twice(text):
        second = thresholds.get("second", usual)
        chosen += [pair for pair in ranked if pair not in chosen and pair[0] in topics and pair[1] >= second][:1]
    likely = next((name for name, _ in chosen if name in OF_ONE_KIND), None)
    chosen = [pair for pair in chosen if pair[0] not in OF_ONE_KIND or pair[0] == likely]
    if len(text.split()) <= NAMES_NO_TOPIC and any(name in REASONS for name, _ in chosen):
        chosen = [pair for pair in chosen if pair[0] not in topics]
    return chosen or [pair for pair in ranked if pair[0] not in NEVER_A_GUESS and pair[1] >= thresholds.get("least", usual)][:1]


def with_named(acts: Sequence[tuple[str, float]], named: Iterable[Named]) -> list[tuple[str, float]]:
    """``acts``, and before them those that the text names outright and that aren't among them."""
    chosen = {name for name, _ in acts}
    return [*((one.finding, 1.0) for one in named if one.finding not in chosen), *acts]


def asks_twice(text: str) -> bool:
    """Whether the words of ``text`` may join two questions: "and", "or", "also", or two question marks."""
    return text.count("?") > 1 or bool(re.search(r"\b(?:and|n|or|also|plus|as well|whether|first|second)\b|&", text.lower()))


def is_foreign_script(text: str) -> bool:
    """Whether most letters of ``text`` belong to another script than Latin."""
    letters = [letter for letter in text if letter.isalpha()]
    if not letters:
        return False
    foreign = sum(not unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return foreign / len(letters) > MOST_FOREIGN


def has_words(text: str) -> bool:
    """Whether ``text`` says anything: not a mere run of one character, nor one word over and over."""
    words = text.lower().split()
    characters = {character for word in words for character in word}
    if not any(re.match(r"\w", character) for character in characters):
        return False
    if len(words) >= MANY_TIMES and len(set(words)) == 1:
        return False
    return len(characters) > 1 or text.lower() in SINGLE_CHARACTERS
