"""The linter finds what it is for, and nothing to mend in the training texts."""

from tests.data.linter import Row, alike, measured, questions, rows

MOST_ALIKE = 1 / 500
"""Near-duplicates a text at most: writers who never met do say the same thing now and then."""


def row(text: str, **findings: str) -> Row:
    return Row("here", text, findings)


def test_near_duplicates_are_found_with_what_contradicts() -> None:
    one = row("my smile has gone crooked on the left since breakfast", facial_droop="present")
    other = row("My smile has gone crooked on the left, since breakfast!", facial_droop="absent")
    far = row("the cat has gone crooked on the left since breakfast in a way", facial_droop="absent")
    (pair,) = alike([one, other, far])
    assert pair.contradictions == ["facial_droop"]


def test_a_number_makes_a_difference() -> None:
    one, other = row("it appeared on the 2nd and today is the 19th", persistent="present"), row("it appeared on the 2nd and today is the 11th", persistent="absent")
    assert [pair.contradictions for pair in alike([one, other])] == [[]]


def test_leaks_are_found() -> None:
    text = "coffee has been running out of the corner of my mouth all morning"
    assert list(alike([row(text)], [row(text.upper())]))


def test_no_training_text_is_nearly_one_that_is_measured_with() -> None:
    assert [(pair.one.where, pair.other.where) for pair in alike([*rows(), *questions()], measured())] == []


def test_near_duplicates_are_few_and_do_not_contradict() -> None:
    texts = rows()
    found = list(alike(texts))
    assert [(pair.one.text, pair.other.text) for pair in found if pair.contradictions] == []
    assert len(found) <= MOST_ALIKE * len(texts)
