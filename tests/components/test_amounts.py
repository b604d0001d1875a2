"""What people smoke, drink of water and sleep, in numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.amounts import amounts

TOLD = [
    ("I smoke 20 a day", "nicotine", 20, 20),
    ("ten fags a day, sometimes more", "nicotine", 10, 10),
    ("5-6 cigarettes", "nicotine", 5, 6),
    ("half a pack a day", "nicotine", 10, 10),
    ("down to two packets of cigs a day", "nicotine", 40, 40),
    ("a couple of roll-ups", "nicotine", 2, 2),
    ("2 litres of water", "water", 2, 2),
    ("one and a half litres of water", "water", 1.5, 1.5),
    ("about 500ml of water", "water", 0.5, 0.5),
    ("four glasses of water", "water", 1, 1),
    ("1 or 2 bottles of water", "water", 0.5, 1),
    ("4 hours sleep", "sleep", 4, 4),
    ("five to six hrs of kip", "sleep", 5, 6),
    ("I've been sleeping only 3 hours", "sleep", 3, 3),
    ("maybe 6 hours a night", "sleep", 6, 6),
]
NOT_TOLD = ["I drove 400 litres of water to the farm", "20 a day in the garden centre", "after 3 hours it stopped", "no cigarette can help", "sleep", ""]


@pytest.mark.parametrize(("text", "kind", "least", "most"), TOLD)
def test_an_amount_is_a_number_of_its_unit(text: str, kind: str, least: float, most: float) -> None:
    (amount,) = amounts(text)
    assert (amount.kind, amount.least, amount.most) == (kind, least, most)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_other_numbers_are_no_amounts(text: str) -> None:
    assert [amount for amount in amounts(text) if amount.most] == []


def test_several_stand_side_by_side() -> None:
    found = amounts("20 fags a day, 4 hours sleep and one glass of water")
    assert [(amount.kind, amount.most) for amount in found] == [("nicotine", 20), ("sleep", 4), ("water", 0.25)]


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    for amount in amounts(text):
        assert 0 <= amount.least <= amount.most
