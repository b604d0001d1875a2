"""Ways of saying what one drinks: each with the drink, and with servings a day where they can be counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.caffeine import drinks

from components.drinks import mentions, says_pregnant
from components.text import clean

COUNTED = {
    # numbers, in figures and in words
    "two flat whites and a Monster": {"flat_white": (260, 390), "monster": (160, 160)},
    "6 cups builders tea": {"black_tea": (180, 300)},
    "6 mugs of builders tea a day": {"black_tea": (450, 450)},
    "I have 3 coffees a day": {"coffee": (228, 537)},
    "about 4 or 5 cups of instant coffee every day": {"instant_coffee": (304, 530)},
    "2-3 coffees": {"coffee": (152, 537)},
    "2 to 3 cups of green tea a day": {"green_tea": (60, 150)},
    "a couple of espressos in the morning": {"espresso": (80, 160)},
    "a few coffees": {"coffee": (228, 716)},
    "a dozen espressos": {"espresso": (480, 960)},
    "half a can of coke": {"cola": (17, 23)},
    "half a monster": {"monster": (80, 80)},
    "one and a half cups of coffee": {"coffee": (114, 269)},
    "1.5 cups of coffee": {"coffee": (114, 269)},
    "ten coffes on night shift": {"coffee": (760, 1790)},
    "just one coffee": {"coffee": (76, 179)},
    "no more than 2 coffees a day": {"coffee": (152, 358)},
    "triple espresso": {"espresso": (120, 240)},
    # the number after the drink
    "coffee x3": {"coffee": (228, 537)},
    "white monster x 2": {"monster": (320, 320)},
    "coffee: 4 cups a day": {"coffee": (304, 716)},
    "yerba mate 3 cups": {"yerba_mate": (60, 540)},
    "my coffee intake is about 5 cups": {"coffee": (380, 895)},
    "Coffee? Five a day.": {"coffee": (380, 895)},
    "caffeine tablets, 2 a day": {"caffeine_tablet": (200, 400)},
    # sizes and volumes
    "2 large lattes": {"latte": (300, 300)},
    "three venti americanos": {"americano": (900, 900)},
    "one double espresso and two cans of red bull": {"double_espresso": (80, 150), "red_bull": (160, 228)},
    "500ml bottle of coke": {"cola": (50, 70)},
    "1 litre of cola a day": {"cola": (101, 140)},
    "i drink about 2l of coke daily": {"cola": (202, 279)},
    "16oz coffee": {"coffee": (151, 358)},
    "a 12 oz americano": {"americano": (112, 181)},
    "a pint of tea": {"black_tea": (71, 120)},
    "2 x 250ml red bull": {"red_bull": (160, 161)},
    "Red Bull (500ml) x 2": {"red_bull": (320, 322)},
    "4 cans of Monster Energy": {"monster": (640, 640)},
    "three energy shots": {"energy_shot": (600, 600)},
    "2 scoops of pre workout": {"pre_workout": (182, 774)},
    "3 pro plus tablets": {"pro_plus": (150, 150)},
    # how often
    "coffee twice a day": {"coffee": (152, 358)},
    "coffee 3 times a day": {"coffee": (228, 537)},
    "a coffee every other day": {"coffee": (38, 90)},
    "8 cups of coffee per week": {"coffee": (86, 205)},
    "3 coffees and 2 teas a day, plus 1 coke a week": {"coffee": (228, 537), "black_tea": (60, 150), "cola": (4, 7)},
    "every day I have 2 coffees and 1 energy drink": {"coffee": (152, 358), "energy_drink": (80, 160)},
    "monster every morning": {"monster": (160, 160)},
    "mug of coffee every morning and a can of red bull at lunch": {"coffee": (100, 140), "red_bull": (80, 114)},
    "pre workout every day": {"pre_workout": (91, 387)},
    "1 cup of filter coffee in the morning, 2 teas in the afternoon and a can of coke at night": {
        "filter_coffee": (90, 179), "black_tea": (60, 150), "cola": (35, 46),
    },
    # as people type
    "2 cofees a day": {"coffee": (152, 358)},
    "a cappucino and an expresso": {"cappuccino": (66, 325), "espresso": (40, 80)},
    "i have abt 3 cups coffee n 2 redbulls": {"coffee": (228, 537), "red_bull": (160, 228)},
    "5 cuppas a day": {"black_tea": (150, 375)},
    "6 ESPRESSOS AND 2 MONSTERS": {"espresso": (240, 480), "monster": (320, 320)},
    "i smoke 20 a day and drink 4 coffees": {"coffee": (304, 716)},
    "2 glasses of water and 3 cups of tea": {"black_tea": (90, 150)},
    "would 6 coffees be too much?": {"coffee": (456, 1074)},
    "eight cups of builder's to stay up with the foals": {"black_tea": (240, 400)},
    "my boss lives on coffee, six or seven a day": {"coffee": (456, 1253)},
    "flat whites, four": {"flat_white": (520, 780)},
    "three flat whites, don't smoke, 4 days in, what happens if it hits a month?": {"flat_white": (390, 585)},
    "Would two cans of Coke be enough to cause twitching?": {"cola": (70, 92)},
    "coffee maybe twice a month": {"coffee": (5, 12)},
    "had a double espresso an hour ago": {"double_espresso": (80, 150)},
    "I take filter coffee four times daily": {"filter_coffee": (360, 716)},
    "double shot latte twice a day": {"latte": (150, 300)},
    # without caffeine, or nearly
    "the six coffees are decaf, I should have said": {"decaf": (0, 90)},
    "decaf latte twice a day": {"decaf": (0, 30)},
    "2 decaf flat whites": {"decaf": (0, 30)},
    "four decaf teas": {"decaf_tea": (8, 8)},
    "two peppermint teas": {"herbal_tea": (0, 0)},
    # given up, cut down
    "gave up coffee last month": {"coffee": (0, 0)},
    "gave up coffee 3 weeks ago": {"coffee": (0, 0)},
    "I quit energy drinks": {"energy_drink": (0, 0)},
    "haven't had coffee for a week": {"coffee": (0, 0)},
    "i dont drink any coffee or tea": {"coffee": (0, 0), "black_tea": (0, 0)},
    "no coffee, no tea, 3 diet cokes": {"coffee": (0, 0), "black_tea": (0, 0), "diet_cola": (117, 150)},
    "I don't drink coffee, just 2 teas": {"coffee": (0, 0), "black_tea": (60, 150)},
    "gave up smoking and drink 4 coffees": {"coffee": (304, 716)},
    "I used to drink 8 coffees a day, now 2": {"coffee": (152, 358)},
    "cut down from 8 coffees to 2": {"coffee": (152, 358)},
    "quit coffee last year and never looked back": {"coffee": (0, 0)},
    "3 days without coffee and it's still at it": {"coffee": (0, 0)},
    "I don't smoke or drink coffee": {"coffee": (0, 0)},
    # milligrams themselves
    "400 mg of caffeine": {"caffeine": (400, 400)},
}  # fmt: skip

OPEN = {
    "3 cans of Prime": ("Prime", "drink"),
    "I drank five cans of Relentless yesterday": ("Relentless", "drink"),
    "two Boosts energy": ("Boosts", "drink"),
    "lots of coffee": ("coffee", "count"),
    "too much coffee": ("coffee", "count"),
    "cups of tea all day": ("black_tea", "count"),
    "a brew every hour": ("black_tea", "count"),
    "i drink builder's tea from dawn to dusk": ("black_tea", "count"),
    "my preworkout is 350": ("pre_workout", "count"),
    "four hundred coffees a day": ("coffee", "count"),
    "a bottle of coke": ("cola", "size"),
    "a pot of coffee every morning": ("coffee", "size"),
    "2 large glasses of pepsi max": ("diet_cola", "size"),
    "a few squares of dark chocolate": ("dark_chocolate", "size"),
}

NOTHING = [
    "does coffee cause this?", "I have a monster headache", "is it ok to have a coffee?", "my upper lip twitches", "what about chai",
    "tea time is when it starts", "my rockstar of a wife", "I cut my lip on a can", "", "the coffee table hit my lip", "toffee",
    "Ripper. How much coffee can I have?", "Can strong tea set it off?", "do i have to give up coffee completely or just less",
    "If I stop coffee today when will I notice a difference?", "no one can understand a word I'm saying", "i'm a coffee addict",
    "I can drink from a bottle without spilling", "i'm a bag of nerves before the show", "a bottle smashed over my head",
    "best man can't string sounds together and he's a Muslim so no drink", "after energy drinks", "not my cup of tea this chatbot",
    "yesterday i spilled coffee on my laptop", "choking on water last night and today again on the tea", "only had half a mug of anything today",
    "used to drink a lot of coffee in college", "Did the Two Oceans half on Saturday and barely drank", "still can't function without my coffee",
    "I have 2 teaspoons of sugar", "3 pints of water", "since 3 weeks", "it lasts 10 minutes",
]  # fmt: skip


@pytest.mark.parametrize("text", COUNTED)
def test_what_one_drinks_is_counted(text):
    found = {item.intake.drink: (item.intake.least_mg, item.intake.most_mg) for item in mentions(clean(text)) if item.intake.known}
    assert found == COUNTED[text]


@pytest.mark.parametrize("text", OPEN)
def test_what_is_not_known_is_named_and_not_guessed(text):
    found = [item.intake for item in mentions(clean(text))]
    assert [(item.drink, item.missing) for item in found] == [OPEN[text]]
    assert not found[0].known
    assert found[0].most_mg == 0


def test_an_unknown_drink_in_a_list_is_named_beside_the_known_ones():
    found = [item.intake for item in mentions("two flat whites and a Relentless")]
    assert [(item.drink, item.known) for item in found] == [("flat_white", True), ("Relentless", False)]


@pytest.mark.parametrize("text", NOTHING)
def test_a_drink_that_is_only_talked_about_is_no_amount(text):
    assert [item.intake.drink for item in mentions(clean(text)) if item.intake.drink] == []


@pytest.mark.parametrize(
    ("text", "least", "most"), [("4", 4, 4), ("two or three a day", 2, 3), ("5 or 6 mugs a day", 5, 6), ("about three", 3, 3)]
)
def test_a_number_alone_may_be_an_answer(text, least, most):
    (item,) = mentions(text)
    assert item.intake.drink == ""
    assert (item.least, item.most) == (least, most)


def test_milligrams_alone_may_be_an_answer():
    (item,) = mentions("80 mg")
    assert (item.intake.drink, item.intake.most_mg, item.intake.known) == ("", 80, True)


def test_the_words_that_said_it_are_quoted():
    text = "well, two flat whites and a Monster, I think"
    assert [text[item.start : item.end] for item in mentions(text)] == ["two flat whites", "a Monster"]


@pytest.mark.parametrize("drink", drinks().by_id.values(), ids=lambda drink: drink.id)
def test_every_name_of_the_table_is_found(drink):
    for name in drink.names:
        counted = [item.intake for item in mentions(clean(f"I drink 2 {name} a day"))]
        assert [item.drink for item in counted] == [drink.id], name


@pytest.mark.parametrize("text", ["I'm pregnant", "I'm 20 weeks pregnant and drink 3 teas", "she is pregnant", "second trimester here"])
def test_a_pregnancy_is_heard_when_it_is_said(text):
    assert says_pregnant(text)


@pytest.mark.parametrize("text", ["I'm not pregnant", "could be pregnant", "am I pregnant?", "if I was pregnant", "trying to get pregnant", "coffee"])
def test_a_pregnancy_is_not_heard_otherwise(text):
    assert not says_pregnant(text)


@given(st.text(max_size=200))
def test_no_text_breaks_it(text):
    cleaned = clean(text)
    for item in mentions(cleaned):
        assert 0 <= item.start <= item.end <= len(cleaned)
        assert 0 <= item.intake.least_mg <= item.intake.most_mg


words = ["two", "3", "half", "a", "cup", "cans", "of", "coffee", "Monster", "x", "per", "day", "week", "no", "gave", "up", "large", "and", "-", "/", "(", ")", "ml", "500", "?", ",", "or", "to", "from", "now", "dozen", "every", "decaf", "Prime", "free"]


@given(st.lists(st.sampled_from(words), max_size=14).map(" ".join))
def test_no_order_of_its_own_words_breaks_it(text):
    for item in mentions(text):
        assert 0 <= item.intake.least_mg <= item.intake.most_mg


def test_the_longest_message_is_read_in_a_moment():
    import time

    began = time.perf_counter()
    for text in ("my upper lip twitches and it is really annoying " * 240, "no coffee or " * 920, "1 " * 6000):
        mentions(text)
    assert time.perf_counter() - began < 5
