"""The widget as a bubble on a page that is not ours."""

import pytest
from playwright.sync_api import expect

from tests.e2e.widget.conftest import FOREIGN_PORT, Chat

pytestmark = pytest.mark.server

@pytest.fixture
def foreign(visit, serve_example) -> Chat:
    chat = visit()
    chat.page.goto(serve_example(FOREIGN_PORT))
    return chat


def test_the_launcher_opens_and_closes_by_mouse_and_keyboard(foreign):
    launcher = foreign.widget.locator(".launcher")
    expect(launcher).to_be_in_viewport(ratio=1)
    expect(launcher).to_have_accessible_name("Open the chat")
    launcher.click()
    assert foreign.focused() == "TEXTAREA"
    expect(launcher).to_have_attribute("aria-expanded", "true")
    foreign.page.keyboard.press("Escape")
    expect(foreign.box).to_be_hidden()
    assert foreign.focused() == "Open the chat"
    foreign.page.keyboard.press("Enter")
    expect(foreign.box).to_be_visible()
    foreign.widget.get_by_role("button", name="Close the chat").last.click()
    expect(foreign.box).to_be_hidden()


def test_hostile_css_does_not_reach_it(foreign):
    foreign.widget.locator(".launcher").click()
    foreign.say("my upper lip keeps twitching")
    look = foreign.page.evaluate(
        """() => {
            const root = document.querySelector("quiver-chat").shadowRoot;
            const style = (selector) => getComputedStyle(root.querySelector(selector));
            const host = getComputedStyle(document.querySelector("quiver-chat"));
            const panel = root.querySelector(".panel").getBoundingClientRect();
            return {
                size: style(".own .bubble").fontSize, letters: style(".own .bubble").letterSpacing, upper: style(".own .bubble").textTransform,
                italic: style(".own .bubble").fontStyle, shadow: style(".own .bubble").textShadow, align: style(".prose p").textAlign,
                host: [host.opacity, host.visibility, host.transform, host.filter, host.float],
                width: panel.width, inside: panel.left >= 0 && panel.top >= 0 && panel.right <= innerWidth && panel.bottom <= innerHeight,
            };
        }"""
    )
    assert look == {
        "size": "16px", "letters": "normal", "upper": "none", "italic": "normal", "shadow": "none", "align": "start",
        "host": ["1", "visible", "none", "none", "none"], "width": 408, "inside": True,
    }
    # On top of the page's own "always on top" box, too.
    assert foreign.page.evaluate("() => { const r = document.querySelector('quiver-chat').shadowRoot; const b = r.querySelector('.send').getBoundingClientRect(); return r.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2).closest('.send') !== null; }")
    foreign.axe(within="quiver-chat")
    foreign.picture("foreign-page")


def test_a_button_of_the_page_may_speak(foreign):
    foreign.page.get_by_role("button", name="Ask about a twitching lip").click()
    foreign.answered()
    assert foreign.said() == ["My upper lip has been twitching since yesterday"]


def test_what_arrives_while_it_is_closed_is_counted(visit, foreign):
    foreign.widget.locator(".launcher").click()
    foreign.say("my upper lip keeps twitching")
    foreign.page.keyboard.press("Escape")
    other = visit(foreign.page.context)
    other.page.goto(foreign.page.url)
    other.widget.locator(".launcher").click()
    other.answered()
    other.say("what is it?")
    expect(foreign.widget.locator(".badge")).to_be_visible()
    expect(foreign.widget.locator(".launcher")).to_have_accessible_name("Open the chat, " + ("1 new message" if foreign.widget.locator(".badge").inner_text() == "1" else f"{foreign.widget.locator('.badge').inner_text()} new messages"))
    foreign.widget.locator(".launcher").click()
    expect(foreign.widget.locator(".badge")).to_be_hidden()


def test_on_a_phone_it_fills_the_screen(visit, serve_example):
    chat = visit(width=320, height=568)
    chat.page.goto(serve_example(FOREIGN_PORT))
    chat.widget.locator(".launcher").click()
    chat.page.wait_for_timeout(400)  # it rises
    box = chat.widget.locator(".panel").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 320, "height": 568}
    chat.say("the left side of my face droops")
    expect(chat.alarm.get_by_role("link")).to_be_in_viewport(ratio=1)
    chat.picture("phone")
    chat.page.keyboard.press("Escape")
    expect(chat.widget.locator(".launcher")).to_be_visible()


def test_it_follows_the_pages_direction_and_theme(foreign):
    expect(foreign.widget.locator(".launcher")).to_be_in_viewport(ratio=1)
    right = foreign.widget.locator(".launcher").bounding_box()["x"]
    foreign.page.evaluate("() => { document.documentElement.dir = 'rtl'; document.querySelector('quiver-chat').style.setProperty('--quiver-accent', 'rgb(120, 0, 120)'); }")
    expect(foreign.widget.locator(".quiver")).to_have_attribute("dir", "rtl")
    assert foreign.widget.locator(".launcher").bounding_box()["x"] < 100 < right
    expect(foreign.widget.locator(".launcher")).to_have_css("background-color", "rgb(120, 0, 120)")
    foreign.page.emulate_media(color_scheme="dark")
    expect(foreign.widget.locator(".quiver")).to_have_attribute("data-theme", "dark")


def test_a_page_that_is_not_allowed_gets_no_connection(visit, serve_example):
    chat = visit(watched=False)
    chat.page.goto(serve_example(0))
    chat.widget.locator(".launcher").click()
    expect(chat.banner).to_contain_text("999, 112 or 911")
    chat.box.fill("hello")
    chat.box.press("Enter")
    chat.page.wait_for_timeout(1500)
    assert chat.lines() == ["me: hello"]
    assert chat.page.evaluate("() => localStorage.length") == 0
