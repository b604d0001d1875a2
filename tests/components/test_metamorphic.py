"""What a message says stays when it is changed in ways that change nothing: the trained reader, on messages of our own.

How often it stays on messages by others stands in ``benchmarks/README.md`` (``python -m benchmarks.metamorphic``).
"""


import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.knowledge import knowledge

from benchmarks.metamorphic import CHANGES, flags_of, kept
from benchmarks.rivals.quiver import QuiverReader, configured_thresholds
from benchmarks.rivals.verdict import Verdict
from components.encoder import Encoder
from components.lexicon import load_lexicon
from components.reader import Reader
from runtime.settings import ROOT

STATED = {
    "facial_droop": "My smile has gone lopsided, the left side is hanging lower than the right.",
    "facial_weakness": "I can't close my right eye and water runs out of the corner of my mouth when I rinse.",
    "slurred_speech": "My speech is slurred this morning, my wife can't make out what I'm saying.",
    "limb_weakness": "My left arm has gone weak and I keep dropping my cup.",
    "confusion": "Dad is suddenly confused, he doesn't know what day it is or where he is.",
    "vision_loss": "I've suddenly lost the sight in my right eye.",
    "severe_headache": "I have the worst headache of my life, it came on like a thunderclap.",
    "breathing_or_swallowing": "I'm struggling to breathe and I can't swallow my own spit.",
    "seizure_or_blackout": "I had a seizure on the kitchen floor an hour ago.",
    "spreading": "The twitch began in my lip and now my cheek and eyelid are twitching as well.",
    "pain": "My lip is twitching and it really hurts, a sharp pain along the jaw.",
    "numbness": "My top lip is numb, I can't feel it when I touch it.",
    "tingling": "I get pins and needles in my lip and cheek.",
    "loss_of_facial_control": "My face pulls to one side by itself and I can't control my expressions.",
    "persistent": "My lip has been twitching every day for three months.",
}


@pytest.fixture(scope="module")
def reader() -> QuiverReader:
    flags = frozenset(knowledge().red_flags)
    encoder = Encoder(ROOT / "encoder" / "weights")
    return QuiverReader(Reader(encoder, configured_thresholds(), red_flags=flags, lexicon=load_lexicon()))


@pytest.mark.parametrize("finding", STATED)
def test_what_is_stated_outright_is_read(reader: QuiverReader, finding: str) -> None:
    assert finding in flags_of(reader.read(STATED[finding]))


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("finding", STATED)
def test_a_change_that_changes_nothing_loses_nothing(reader: QuiverReader, finding: str, change: str) -> None:
    after = reader.read(CHANGES[change](STATED[finding]))
    assert finding in flags_of(after) | after.to_confirm


@pytest.mark.parametrize("finding", STATED)
def test_a_change_of_form_keeps_it_present(reader: QuiverReader, finding: str) -> None:
    for change in ("lower case", "no apostrophes", "no punctuation", "a typo in a neutral word", "weather before", "weather after", "played down"):
        assert finding in flags_of(reader.read(CHANGES[change](STATED[finding]))), change


@pytest.mark.parametrize("finding", STATED)
def test_a_neighbour_that_denies_takes_nothing_away(reader: QuiverReader, finding: str) -> None:
    others = "I sleep well and I don't smoke." if finding != "persistent" else "There's no pain and I don't smoke."
    after = reader.read(f"{STATED[finding]} {others}")
    assert finding in flags_of(after)


@pytest.mark.parametrize("finding", STATED)
def test_adding_a_red_flag_never_lowers_the_level(reader: QuiverReader, finding: str) -> None:
    for other, text in STATED.items():
        together = reader.read(f"{STATED[finding]} {text}")
        assert kept(Verdict(present=frozenset([finding])), together)[1], other
        assert flags_of(together), other


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=3000))
def test_any_text_can_be_read(reader: QuiverReader, text: str) -> None:
    reader.read(text)


@pytest.mark.parametrize("text", ["a" * 100_000, "my lip twitches. " * 5_000, "😀" * 20_000, "\n" * 50_000, "no " * 30_000])
def test_a_text_of_any_length_can_be_read(reader: QuiverReader, text: str) -> None:
    reader.read(text)
