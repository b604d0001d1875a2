"""Identifiers go; whatever a message says about a lip stays as it is."""

import itertools
import socket
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.knowledge import knowledge

from benchmarks.masker import Figures, lines, measured
from components.drinks import mentions as drinks
from components.durations import mentions as durations
from components.lexicon import load_lexicon
from dialogue.payloads import CHANGE, CONFIRM, CONTRADICTION, SAME_EPISODE, about, payload, press_of
from privacy.first_names import first_names, word_names
from privacy.masking import LONGEST, Kind, identifiers, mask
from tests.privacy.texts import texts


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        ("I'm Sarah and my lip twitches", "I'm [name] and my lip twitches"),
        ("im gemma, lip twitching", "im [name], lip twitching"),
        ("my name is john smith and it is numb", "my name is [name] and it is numb"),
        ("this is Margaret speaking", "this is [name] speaking"),
        ("mail ann.b@example.com or ring 07700 900123", "mail [email] or ring [phone]"),
        ("+49 171 1234567", "[phone]"),
        ("I live at 12 Oak Road, LS6 2AB", "I live at [address], [postcode]"),
        ("Hauptstraße 12, 10115 Berlin", "[address], [postcode] Berlin"),
        ("card 4111 1111 1111 1111", "card [number]"),
        ("NHS number 943 476 5919", "NHS number [number]"),
        ("IBAN DE89 3704 0044 0532 0130 00", "IBAN [number]"),
    ],
)
def test_what_identifies_somebody_is_masked(written: str, masked: str) -> None:
    assert mask(written) == masked


@pytest.mark.parametrize(
    "written",
    [
        "I'm numb on the left side", "I'm Scared", "I AM NUMB AND SCARED", "i'm 45", "I'm Irish", "call me an ambulance", "call me crazy",
        "my name is not important", "this is really annoying", "call 999 or 112", "116 123", "400 mg of caffeine and 2 cans of Monster",
        "since 2024-03-17", "on 12/05/2024 at 10:30", "120/80", "10 12 14 16 times a day", "B12 1000 mcg", "vitamin D3 5000 IU",
        "2 hour drive", "2 Red Bulls way too fast", "I live 5 minutes down the road", "C5/C6", "Covid-19", "will it go by itself", "24/7",
    ],
)  # fmt: skip
def test_what_identifies_nobody_is_left_alone(written: str) -> None:
    assert mask(written) == written


KNOWN = {"4 High Street", "Seizure Warning"}
"""What stands in those texts and is an address or the name of a band, besides people's names and endless numbers."""


def test_no_drink_date_duration_symptom_or_number_of_any_text_is_masked() -> None:
    number = strange = 0
    names, lexicon = first_names() | word_names(), load_lexicon()
    for text in texts():
        number += 1
        for span in identifiers(text):
            masked = text[span.start : span.end]
            if masked in KNOWN or (masked.isdigit() and len(masked) >= 9):
                continue
            assert span.kind is Kind.NAME, (masked, text)
            strange += masked.lower() not in names
            for read in (lambda said: list(durations(said, date(2026, 11, 23))), drinks, lexicon.named):
                assert not read(masked), (masked, text)
    assert number > 20_000
    assert strange <= number / 2000


def test_the_set_that_was_written_for_it_is_masked_nearly_whole() -> None:
    everything = sum(measured(lines()).values(), Figures())
    assert everything.recall.value > 0.97
    assert everything.precision.value > 0.97


def test_a_masked_text_stays_as_it_is() -> None:
    for line in lines():
        assert mask(mask(line.text)) == mask(line.text)


@given(st.text(st.sampled_from("aA1290 @.,-+()/#:'\"\nÄéıß中😀\u200b")) | st.text())
def test_any_text_can_be_masked_and_then_holds_no_more(text: str) -> None:
    masked = mask(text)
    assert mask(masked) == masked
    spans = identifiers(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert not any(one.touches(other) for one, other in itertools.pairwise(spans))


@given(st.sampled_from([line.text for line in lines() if line.marked]), st.text(st.sampled_from("abc ,.\n"), max_size=20))
def test_what_stands_around_an_identifier_stays(text: str, around: str) -> None:
    kept = mask(text)
    for kind in Kind:
        kept = kept.replace(kind.value, "\0")
    place = 0
    for piece in kept.split("\0"):
        assert text.find(piece, place) >= 0
        place = text.find(piece, place) + len(piece)


def test_no_button_is_mistaken_for_a_person() -> None:
    names = [*knowledge().findings, *(question.id for question in knowledge().interview.questions)]
    pressed = [payload(name, "yes") for name in names] + [payload(about(kind, name), "no") for kind in (CONFIRM, CONTRADICTION) for name in names]
    for button in [*pressed, payload(CHANGE, *names), payload(SAME_EPISODE, "yes")]:
        assert press_of(mask(button)) == press_of(button) is not None


def test_the_middle_of_an_endless_message_is_left_out_and_its_ends_are_masked() -> None:
    masked = mask("I'm Sarah. " + "lip " * LONGEST + "07700 900123 ring ann@example.com")
    assert masked.startswith("I'm [name]. lip")
    assert masked.endswith("[phone] ring [email]")
    assert len(masked) < 2 * LONGEST + 10


@pytest.mark.parametrize("seed", ["1 ", "a", "12 A ", "I'm A ", "a@", "0", "12 a a ", "i'm de de ", "W1 ", "my name is ", "(0", "a-", "1."])
def test_no_pattern_takes_forever(seed: str) -> None:
    assert isinstance(mask(seed * (2 * LONGEST // len(seed))), str)


def test_the_masker_reaches_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("the masker opened a socket")

    first_names.cache_clear()
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for line in lines():
        mask(line.text)
