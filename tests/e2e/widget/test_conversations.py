"""People meet the widget: whole conversations with the trained bot in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.e2e.widget.conftest import Chat

pytestmark = pytest.mark.server

SAFE = ("None of these", "Only the lip", "A few days")


def safe_answer(chat: Chat) -> str | None:
    """The answer without a warning sign among those offered now."""
    offered = [text.strip() for text in chat.chips.all_inner_texts()]
    return next((answer for answer in SAFE if answer in offered), offered[0] if offered else None)


def test_a_whole_interview_by_typing(chat):
    chat.axe()
    chat.say("my upper lip keeps twitching")
    expect(chat.progress).to_be_visible()
    chat.axe()
    for _ in range(8):
        if chat.card("self_care").count():
            break
        chat.say(safe_answer(chat) or "no, none of that")
    expect(chat.card("self_care")).to_be_visible()
    expect(chat.alarm).to_be_hidden()
    chat.axe()


def test_a_whole_interview_by_keyboard_and_buttons_only(visit):
    chat = visit().open()
    keys = chat.page.keyboard
    for _ in range(40):  # from the top of the page to the first example
        keys.press("Tab")
        if chat.focused().startswith("My upper lip has been twitching"):
            break
    keys.press("Enter")
    chat.answered()
    for _ in range(8):
        if chat.card("self_care").count():
            break
        answer = safe_answer(chat)
        assert answer, "nothing was offered to press"
        for key in ["Shift+Tab"] * 9 + ["Tab"] * 18:
            if chat.focused() == answer:
                break
            keys.press(key)
        assert chat.focused() == answer
        said = len(chat.said())
        keys.press("Enter")
        expect(chat.widget.locator(".line.own")).to_have_count(said + 1)
        chat.answered()
    expect(chat.card("self_care")).to_be_visible()
    chat.axe()


def test_several_answers_at_once(chat):
    chat.say("my upper lip keeps twitching")
    for _ in range(6):
        if chat.widget.locator(".chip[aria-pressed]").count() >= 2:
            break
        chat.press(safe_answer(chat))
    first, second = (chat.widget.locator(".chip[aria-pressed]").nth(number) for number in (0, 1))
    labels = [first.inner_text().strip(), second.inner_text().strip()]
    first.press("Space")
    second.click()
    expect(first).to_have_attribute("aria-pressed", "true")
    chat.axe()
    chat.press("Send answer")
    assert chat.said()[-1] == ", ".join(labels)


def test_an_emergency_stays_in_view_with_the_number_to_call(visit):
    chat = visit(width=320, height=640).open()
    chat.say("the left side of my face droops since an hour")
    call = chat.alarm.get_by_role("link", name="Call 999")
    expect(call).to_have_attribute("href", "tel:999")
    expect(chat.alarm).to_have_attribute("role", "alert")
    chat.axe()
    for text in ("ok", "are you sure?", "thanks"):
        chat.say(text)
        expect(call).to_be_in_viewport(ratio=1)


def test_in_a_crisis_the_line_to_call_is_a_link(visit):
    chat = visit(width=320, height=640).open()
    chat.say("i want to kill myself")
    expect(chat.alarm).to_contain_text("You don't have to face this alone")
    expect(chat.alarm.get_by_role("link")).to_be_in_viewport(ratio=1)
    expect(chat.log.get_by_role("link", name="116 123")).to_have_attribute("href", "tel:116123")
    chat.axe()
    chat.picture("crisis")


def test_a_correction_takes_the_level_back(chat):
    chat.say("my lip twitches and it is numb")
    expect(chat.card("urgent")).to_be_visible()
    chat.say("sorry, I meant dry, not numb")
    assert chat.card("urgent").count() == 1
    expect(chat.widget.locator(".card[data-level]").last).not_to_have_attribute("data-level", "emergency")
    chat.axe()


def test_a_reload_in_the_middle_brings_everything_back(chat):
    chat.say("my upper lip keeps twitching")
    chat.press(safe_answer(chat))
    before, offered = chat.lines(), chat.chips.all_inner_texts()
    chat.page.reload()
    expect(chat.widget.locator(".line.own")).to_have_count(2)
    chat.answered()
    assert chat.lines() == before
    assert chat.chips.all_inner_texts() == offered
    chat.press(safe_answer(chat))
    assert len(chat.said()) == 3
    chat.axe()


def test_two_tabs_show_one_conversation(visit):
    one = visit().open()
    one.say("my upper lip keeps twitching")
    two = visit(one.page.context).open()
    two.answered()
    assert two.lines() == one.lines()
    two.press(safe_answer(two))
    expect(one.widget.locator(".line.own")).to_have_count(2)
    one.answered()
    assert one.lines() == two.lines()
    one.axe()


def test_the_server_is_killed_and_started_again_in_the_middle(visit, server):
    if not server.can_be_killed:
        pytest.skip("the server under QUIVER_URL is not ours to kill")
    chat = visit().open()
    chat.say("my upper lip keeps twitching")
    before = chat.lines()
    server.kill()
    expect(chat.banner).to_contain_text("999, 112 or 911")
    chat.axe()
    chat.picture("offline")
    chat.box.fill("since yesterday, only the lip")
    chat.box.press("Enter")
    expect(chat.widget.get_by_text("Waiting for a connection")).to_be_visible()
    chat.box.fill("no drooping, no weakness, speech is fine")
    chat.box.press("Enter")
    server.start()
    expect(chat.banner).to_be_hidden(timeout=20_000)
    chat.answered()
    assert chat.lines()[: len(before)] == before
    assert chat.said() == ["my upper lip keeps twitching", "since yesterday, only the lip", "no drooping, no weakness, speech is fine"]
    after = chat.lines()
    chat.page.reload()
    expect(chat.widget.locator(".line.own")).to_have_count(3)
    chat.answered()
    assert chat.lines() == after
    chat.axe()


def test_forget_me_asks_first_then_leaves_nothing(visit):
    chat = visit().open()
    chat.say("my upper lip keeps twitching")
    kept = chat.page.evaluate("() => JSON.stringify(localStorage)")
    chat.choose("Forget me")
    expect(chat.widget.get_by_role("alertdialog")).to_be_visible()
    assert chat.focused() == "Keep it"
    chat.axe()
    chat.page.keyboard.press("Escape")
    expect(chat.widget.get_by_role("alertdialog")).to_have_count(0)
    assert len(chat.said()) == 1
    chat.choose("Forget me")
    chat.widget.get_by_role("button", name="Delete everything").click()
    expect(chat.widget.locator(".line.own")).to_have_count(0)
    expect(chat.widget.locator(".line.bot .bubble")).to_have_count(1)
    assert chat.page.evaluate("() => JSON.stringify(localStorage)") != kept
    chat.page.reload()
    expect(chat.widget.get_by_text("Here to help")).to_be_visible()
    assert chat.lines() == []


def test_start_over_change_my_answers_and_summary_are_a_press_away(chat):
    chat.say("my upper lip keeps twitching")
    for item, words in (("Start over", "Start over"), ("Change my answers", "Change my answers"), ("Download summary", "Download summary")):
        chat.choose(item)
        chat.answered()
        assert chat.said()[-1] == words
    chat.axe()


def test_the_summary_can_be_downloaded(chat):
    chat.say("my lip twitches since monday and it feels numb")
    chat.choose("Download summary")
    chat.answered()
    link = chat.widget.get_by_role("link", name="Download summary")
    expect(link).to_be_visible()
    chat.axe()
    answer = chat.page.context.request.get(link.get_attribute("href"))
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(320, 640), (1280, 800)])
def test_every_state_looks_right(visit, width, height, scheme):
    chat = visit(width=width, height=height, color_scheme=scheme).open()
    name = f"{width}-{scheme}"
    shown = name in ("1280-light", "320-dark")  # in the documentation
    chat.axe()
    chat.picture(f"welcome-{name}", shown)
    chat.say("My upper lip has been twitching since yesterday")
    chat.axe()
    chat.picture(f"question-{name}", shown)
    chat.widget.get_by_role("button", name="More options").click()
    chat.axe()
    chat.picture(f"menu-{name}", shown)
    chat.page.keyboard.press("Escape")
    for _ in range(8):
        if chat.card("self_care").count() or not (answer := safe_answer(chat)):
            break
        chat.press(answer)
    chat.axe()
    chat.picture(f"result-{name}", shown)
    chat.say("now the left side of my face droops")
    expect(chat.alarm).to_be_visible()
    chat.axe()
    chat.picture(f"emergency-{name}", shown)
    # Nothing is wider than the screen.
    assert chat.page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_privacy_text_is_a_page_and_leads_back(visit, server):
    chat = visit(width=320, height=640, color_scheme="dark")
    chat.page.goto(f"{server.url}/chat")
    chat.page.get_by_role("link", name="What is stored").click()
    expect(chat.page.get_by_role("heading", level=1)).to_be_visible()
    chat.axe()
    assert chat.page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
    chat.page.get_by_role("link", name="Back to the chat").click()
    expect(chat.box).to_be_visible()


def test_zoomed_to_200_percent_everything_can_be_reached(visit):
    chat = visit(width=640, height=400, device_scale_factor=2).open()  # 1280 by 800 at 200 %
    chat.say("the left side of my face droops")
    expect(chat.alarm.get_by_role("link")).to_be_in_viewport(ratio=1)
    expect(chat.box).to_be_in_viewport(ratio=1)
    chat.axe()
    chat.picture("zoomed-emergency")
