"""What people and strangers try. All of it harmless, and answered clearly."""

import json
import re

import pytest
from playwright.sync_api import WebSocketRoute, expect

pytestmark = pytest.mark.server

ATTACKS = [
    "<img src=x onerror=\"document.title='owned'\">",
    "<script>document.title='owned'</script>",
    "**<svg onload=\"document.title='owned'\">**",
    "[click](javascript:document.title='owned')",
    "- <iframe srcdoc=\"<script>parent.document.title='owned'</script>\">",
    "${document.title='owned'} {{constructor.constructor('alert(1)')()}}",
    "https://www.nhs.uk@evil.example/ javascript:alert(1)",
]


@pytest.mark.parametrize("text", ATTACKS)
def test_markup_of_the_person_stays_words(chat, text):
    chat.say(text)
    assert chat.said() == [text]
    assert chat.widget.locator(".log :is(img, script, svg[onload], iframe)").count() == 0
    assert chat.page.title() != "owned"


def test_markup_of_the_bot_stays_words(visit):
    """A bot that was talked into saying anything at all: the server is played here."""
    chat = visit()

    def play(route: WebSocketRoute) -> None:
        def hear(message: str) -> None:
            if message == "40":
                route.send('40{"sid":"s"}')
            elif "session_request" in message:
                for event, data in [("session_confirm", "aaaa.1.b"), *((("bot_uttered", {
                    "text": text, "seq": number + 1, "quick_replies": [{"title": text, "payload": text}],
                    "custom": {"assessment": {"level": "urgent", "because": [{"finding": text, "said": text, "source": text}]}, "call": {"number": "javascript:alert(1)"},
                               "summary": {"pdf": "javascript:document.title='owned'", "json": 7}},
                })) for number, text in enumerate(ATTACKS)), ("bot_uttered", {"seq": 99, "text": "Really.", "custom": {"assessment": {"level": "emergency"}, "call": {"number": "999\" onclick=\"x"}}}), ("caught_up", {"last": 99})]:
                    route.send("42" + json.dumps([event, data]))
        route.on_message(hear)
        route.send('0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}')

    chat.page.route_web_socket(re.compile(r"/socket\.io/"), play)
    chat.open()
    expect(chat.widget.get_by_text("Really.")).to_be_visible()
    assert chat.widget.locator(".log :is(img, script, iframe, svg[onload])").count() == 0
    links = chat.widget.locator("a").evaluate_all("(links) => links.map((link) => link.href)")
    assert links == [], "neither a script nor a false number is a link"
    expect(chat.alarm).to_contain_text("Call your local emergency number now")
    assert chat.page.title() != "owned"


def test_100_kb_of_text_is_refused_kindly(chat):
    chat.box.fill("x" * 100_000)
    chat.box.press("Enter")
    expect(chat.log).to_contain_text("I can take up to 8,000 characters")
    expect(chat.widget.locator(".line.own")).to_have_attribute("data-delivery", "failed")
    chat.axe()
    chat.box.fill("my upper lip keeps twitching")
    chat.box.press("Enter")
    expect(chat.widget.locator(".line.own[data-delivery=stored]")).to_have_count(1)


def test_200_messages_in_a_second_are_refused_kindly_and_can_be_sent_again(chat):
    chat.page.evaluate("() => { const chat = document.querySelector('quiver-chat'); for (let n = 0; n < 200; n += 1) chat.say(`hello ${n}`); }")
    expect(chat.log).to_contain_text("Please wait a few seconds")
    expect(chat.widget.locator(".line.own")).to_have_count(200)
    expect(chat.widget.locator(".line.own[data-delivery=sending], .line.own[data-delivery=received]")).to_have_count(0, timeout=30_000)
    stored = chat.widget.locator(".line.own[data-delivery=stored]").count()
    assert 10 <= stored <= 45
    chat.page.wait_for_timeout(1200)
    chat.widget.get_by_role("button", name="Try again").last.click()
    expect(chat.widget.locator(".line.own[data-delivery=stored]")).to_have_count(stored + 1)


@pytest.mark.parametrize("forge", ["id => id.split('.')[0]", "id => 'web-' + id.split('.')[0]", "id => id.slice(0, -1) + (id.endsWith('0') ? '1' : '0')", "id => id.replace(/\\.\\d+\\./, '.9999999999.')"])
def test_a_session_that_is_guessed_or_forged_opens_nothing(visit, forge):
    victim = visit().open()
    victim.say("my upper lip keeps twitching")
    name, session = victim.page.evaluate("() => Object.entries(localStorage)[0]")
    attacker = visit().open()
    forged = attacker.page.evaluate(f"([name, id]) => {{ const forged = ({forge})(id); localStorage.setItem(name, forged); return forged; }}", [name, session])
    attacker.page.reload()
    expect(attacker.widget.get_by_text("Here to help")).to_be_visible()
    assert attacker.lines() == []
    fresh = attacker.page.evaluate("(name) => localStorage.getItem(name)", name)
    assert fresh not in (forged, session)
    assert fresh.split(".")[0] != session.split(".")[0]


def test_the_policy_really_stops_inline_script_and_eval(visit):
    """The control for all the other tests, which fail on any violation that the browser reports."""
    chat = visit(watched=False)
    chat.page.add_init_script("window.violations = []; document.addEventListener('securitypolicyviolation', (e) => violations.push(e.effectiveDirective))")
    chat.open()
    assert chat.page.evaluate("() => violations") == []
    chat.page.evaluate(
        """() => {
            const script = document.createElement("script");
            try { script.text = "document.title = 'owned'"; } catch { /* trusted types */ }
            document.body.append(script);
            const style = document.createElement("style"); style.append("body { display: none }"); document.body.append(style);
            const image = document.createElement("img"); image.src = "https://evil.example/x.png"; document.body.append(image);
            try { document.body.insertAdjacentHTML("beforeend", "<b>x</b>"); } catch { /* trusted types */ }
        }"""
    )
    chat.page.wait_for_function("() => violations.length >= 3")
    seen = set(chat.page.evaluate("() => violations"))
    assert {"require-trusted-types-for", "style-src-elem", "img-src"} <= seen
    assert chat.page.title() != "owned"


def test_the_page_asks_nobody_else_and_keeps_only_the_session(chat):
    chat.say("my upper lip keeps twitching")
    kept = chat.page.evaluate("() => Object.values(localStorage)")
    assert len(kept) == 1
    assert re.fullmatch(r"[0-9a-f]{32}\.\d+\.[0-9a-f]{64}", kept[0])
    assert chat.page.context.cookies() == []
