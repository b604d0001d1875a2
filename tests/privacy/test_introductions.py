"""Who somebody is says nothing about their lip: with and without it, a message reads the same."""

from datetime import date
from pathlib import Path

import pytest

from triage.knowledge import knowledge

from benchmarks.masker import lines
from components.combine import Thresholds
from components.durations import mentions
from components.encoder import Encoder
from components.reader import Reader
from components.text import clean
from privacy.introductions import without_identifiers
from privacy.masking import mask
from tests.privacy.texts import ROOT

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("masked", "left"),
    [
        ("I'm [name] and my lip twitches", "my lip twitches"),
        ("Hi, I'm [name] from Cork. It's numb.", "Hi, from Cork. It's numb."),
        ("This is [name] speaking. My face droops", "My face droops"),
        ("[name] here, lip still going", "lip still going"),
        ("lip twitching, call me on [phone]", "lip twitching,"),
        ("I live at [address], [postcode] and I drink six teas", "I drink six teas"),
        ("my NHS number is [number]. no numbness", "no numbness"),
        ("nothing here", "nothing here"),
        ("[name]", ""),
    ],
)
def test_it_goes_with_the_words_that_introduce_it(masked: str, left: str) -> None:
    assert without_identifiers(masked) == left


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Encoder(Path(ROOT) / "encoder" / "weights"), Thresholds(), red_flags=frozenset(knowledge().red_flags))


def test_a_masked_message_reads_as_the_unmasked_one_does(reader: Reader) -> None:
    compared = 0
    for line in lines():
        plain, masked = clean(line.text), clean(mask(line.text))
        assert plain == masked
        if line.marked and plain and compared < 30:
            compared += 1
            assert reader.read(plain, TODAY).said == reader.read(masked, TODAY).said
    assert compared == 30


def test_no_duration_is_lost_with_an_identifier() -> None:
    for line in lines():
        named = [mention.duration for mention in mentions(clean(mask(line.text)), TODAY)]
        text = line.text
        for span in reversed(line.marked):  # the same line with the identifiers cut out by hand
            text = f"{text[: span.start]} {text[span.end :]}"
        assert named == [mention.duration for mention in mentions(clean(text), TODAY)], line.text
