"""``python -m documentation.pictures``: pictures of the real thing, and the example reply in the REST page.

Starts Quiver as ``make run`` does, with a conversation store of its own, talks to it, and writes into ``docs/pictures/``:
``conversation-*.png`` (the chat page on a phone, for the README), ``caffeine.png`` and ``summary.png`` (what the envelope's ``picture``
and ``summary`` hold). ``make pictures`` takes the widget's and the Slack drawings as well.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pypdfium2
from playwright.sync_api import Browser, Page, sync_playwright

from documentation import examples
from tests.e2e.quiver import Quiver, free_port

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
BROWSER = ROOT / "tests" / "e2e" / "widget" / "browser.sh"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
SETTLED = """() => {
    const lines = [...document.querySelector("quiver-chat").shadowRoot.querySelectorAll(".line")];
    const last = lines.at(-1);
    return last?.classList.contains("bot") && !last.querySelector(".bubble") && !lines.some((line) => line.matches(".own:not([data-delivery=stored])"));
}"""
"""Whether the last message has been stored and answered; the envelope, which shows no bubble, closes a turn."""

OPENING = "my top lip has been fluttering since yesterday, loads of coffee and not much sleep"
SAFE = ("None of these", "Only the lip", "A few days")
LATE = "hm, now the left side of my face droops"


def conversation(browser: Browser, url: str) -> None:
    """One conversation on a phone, as three pictures: what is missing is asked, the result, the late warning sign."""
    context = browser.new_context(
        viewport={"width": 390, "height": 780}, device_scale_factor=2, locale="en-GB", timezone_id="Europe/London", color_scheme="light"
    )
    page = context.new_page()
    page.goto(f"{url}/chat")
    _say(page, OPENING)
    _picture(page, "question")
    for _ in range(8):
        chips = page.locator("quiver-chat .offer .chip:visible")
        label = next((text for text in (text.strip() for text in chips.all_inner_texts()) if text in SAFE), None)
        if label is None or page.locator("quiver-chat .card[data-level=self_care]").count():
            break
        page.locator("quiver-chat").get_by_role("button", name=label, exact=True).click()
        _settle(page)
    _picture(page, "result")
    _say(page, LATE)
    _picture(page, "emergency")
    context.close()


def _say(page: Page, text: str) -> None:
    box = page.locator("quiver-chat").get_by_label("Your message")
    box.fill(text)
    box.press("Enter")
    _settle(page)


def _settle(page: Page) -> None:
    page.wait_for_timeout(300)
    page.wait_for_function(SETTLED)


def _picture(page: Page, name: str) -> None:
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)
    page.screenshot(path=PICTURES / f"conversation-{name}.png")


def caffeine(browser: Browser, url: str) -> None:
    """The drawing in the envelope of an answer about caffeine."""
    found = examples.envelope(examples.say(url, "picture", "i drink 4 mugs of filter coffee and a monster every day, is that too much caffeine?"))
    page = browser.new_page(viewport={"width": 380, "height": 130}, device_scale_factor=2)
    page.set_content(f'<body style="margin:10px;background:#fff">{found["picture"]["svg"]}')
    page.locator("svg").screenshot(path=PICTURES / "caffeine.png")
    page.close()


def summary(url: str) -> None:
    """The first page of the PDF of a summary."""
    for text in ("my upper lip has been twitching for 3 days, 6 cups of builders tea a day", "none of those", "only the lip", "sorry, it does tingle"):
        examples.say(url, "summary", text)
    links = examples.envelope(examples.say(url, "summary", "can i have a summary for my doctor"))["summary"]
    document: Any = pypdfium2.PdfDocument(examples.fetched(f"{url}{links['pdf']}"))
    page = document[0].render(scale=1.3).to_pil()
    page.crop((0, 0, page.width, int(page.height * 0.6))).save(PICTURES / "summary.png")


def main() -> int:
    """Take all pictures. Returns the exit code."""
    path = subprocess.run(["sh", str(BROWSER)], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    with tempfile.TemporaryDirectory() as folder:
        quiver = Quiver(free_port(), Path(folder), {"QUIVER_SECRET": "a secret for the pictures"})
        try:
            quiver.start()
            examples.refresh(quiver.url)
            summary(quiver.url)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
                caffeine(browser, quiver.url)
                conversation(browser, quiver.url)
                browser.close()
        finally:
            quiver.stop()
    print(f"Pictures in {PICTURES.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
