from components.details import load_details

DETAILS = load_details()


def named(text: str) -> list[tuple[str, str]]:
    return [(detail.kind, text[detail.start : detail.end]) for detail in DETAILS.named(text)]


def test_place_side_and_frequency_are_found_where_they_stand():
    assert named("My upper lip twitches on the left side, on and off") == [
        ("place", "upper lip"), ("side", "left side"), ("frequency", "on and off"),
    ]  # fmt: skip


def test_the_longest_name_wins():
    assert named("the corner of my mouth") == [("place", "corner of my mouth")]


def test_a_text_without_details_has_none():
    assert named("I drink a lot of coffee") == []
    assert named("") == []
