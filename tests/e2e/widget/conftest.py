"""A real browser in front of a real server.

QUIVER_URL      a server that runs already; it must allow the origin FOREIGN below (the test that kills it is skipped then)
QUIVER_PICTURES a folder to put the pictures of the documentation into
"""

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from tests.e2e.quiver import Quiver, free_port

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[2]
AXE = PROJECT / "widget" / "node_modules" / "axe-core" / "axe.min.js"
FOREIGN_PORT = int(os.environ.get("QUIVER_FOREIGN_PORT", "5999"))
FOREIGN = f"http://127.0.0.1:{FOREIGN_PORT}"
# The flags that keep Chromium from calling home, which a machine without internet punishes with delays.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]

expect.set_options(timeout=10_000)


class Server:
    """The server under test, and the power to kill it."""

    def __init__(self, url: str, quiver: Quiver | None = None) -> None:
        self.url = url
        self._quiver = quiver

    @property
    def can_be_killed(self) -> bool:
        return self._quiver is not None

    def start(self) -> None:
        assert self._quiver
        self._quiver.start()

    def kill(self) -> None:
        """All its processes at once, as a power cut would."""
        assert self._quiver
        assert self._quiver.process
        for number in [self._quiver.process.pid, *self._quiver.children().values()]:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        self._quiver.process.wait()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if url := os.environ.get("QUIVER_URL"):
        yield Server(url.rstrip("/"))
        return
    environment = {"QUIVER_WEB_ORIGINS": FOREIGN, "QUIVER_SECRET": "a secret for the browser tests"}
    quiver = Quiver(free_port(), tmp_path_factory.mktemp("widget"), environment).start()
    yield Server(quiver.url, quiver)
    quiver.stop()


@pytest.fixture(scope="package")  # not the session: while Playwright is open, no other test can run an event loop
def browser() -> Iterator[Browser]:
    path = subprocess.run([str(HERE / "browser.sh")], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def npm() -> Callable[..., str]:
    """Runs npm in the widget's folder and returns what it prints. The locked packages are installed where they are missing."""

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [str(PROJECT / "widget" / "npm.sh"), *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert done.returncode == 0, done.stdout[-3000:]
        return done.stdout

    if not AXE.is_file():
        run("ci")
    return run


@pytest.fixture(scope="session")
def axe(npm: Callable[..., str]) -> str:
    """The accessibility checker's script."""
    return AXE.read_text(encoding="utf-8")


class Chat:
    """The widget on a page, as a person meets it. What is in its shadow is found by role and label wherever possible."""

    def __init__(self, page: Page, server: Server, axe: str) -> None:
        self.page = page
        self._axe = axe
        self.server = server
        self.widget = page.locator("quiver-chat")
        self.box = self.widget.get_by_label("Your message")
        self.log = self.widget.get_by_role("log")
        self.alarm = self.widget.locator(".alarm")
        self.banner = self.widget.locator(".banner")
        self.progress = self.widget.get_by_role("progressbar")
        self.chips = self.widget.locator(".offer .chip:visible")

    def open(self, path: str = "/chat") -> "Chat":
        self.page.goto(f"{self.server.url}{path}" if path.startswith("/") else path)
        expect(self.widget.get_by_text("Here to help")).to_be_visible()
        return self

    def say(self, text: str) -> None:
        """Types, sends and waits for the answer."""
        self.box.fill(text)
        self.box.press("Enter")
        self.answered()

    def answered(self) -> None:
        """Waits until everything sent is stored and the bot has spoken after it."""
        expect(self.widget.locator(".line.own:not([data-delivery=stored])")).to_have_count(0)
        expect(self.widget.locator(".line.own ~ .line.bot").last).to_be_attached()
        self.page.wait_for_function(
            """() => {
                const lines = [...document.querySelector("quiver-chat").shadowRoot.querySelectorAll(".line")];
                const last = lines.at(-1);  // the envelope, which closes the turn and shows nothing but a card
                return last?.classList.contains("bot") && !last.querySelector(".bubble");
            }"""
        )

    def press(self, label: str) -> None:
        self.widget.get_by_role("button", name=label, exact=True).click()
        self.answered()

    def choose(self, item: str) -> None:
        """Takes an item of the menu."""
        self.widget.get_by_role("button", name="More options").click()
        self.widget.locator(".menu").get_by_role("button", name=item).click()

    def card(self, level: str) -> Locator:
        return self.widget.locator(f".card[data-level={level}]")

    def lines(self) -> list[str]:
        """All that is shown, in order, each line led by who said it."""
        return self.page.evaluate(
            """() => [...document.querySelector("quiver-chat").shadowRoot.querySelectorAll(".line")]
                .filter((line) => line.querySelector(".bubble"))
                .map((line) => (line.classList.contains("own") ? "me: " : "bot: ") + line.querySelector(".bubble").innerText.replace(/^(You|Quiver) said:\\s*/, ""))"""
        )

    def said(self) -> list[str]:
        return [line.removeprefix("me: ").strip() for line in self.lines() if line.startswith("me: ")]

    def focused(self) -> str:
        """What has the focus, inside the shadow."""
        return self.page.evaluate("() => { const at = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement; return at.getAttribute('aria-label') || at.textContent.trim() || at.tagName; }")

    def axe(self, within: str = "html") -> None:
        """No accessibility violation in the present state."""
        # Finished states only: fading text has another contrast.
        self.page.evaluate("() => Promise.all(document.getAnimations().filter((a) => a.effect.getTiming().iterations !== Infinity).map((a) => a.finished))")
        self.page.evaluate(self._axe)
        found = self.page.evaluate("(within) => axe.run(within, {resultTypes: ['violations']}).then((r) => r.violations.map((v) => `${v.id}: ${v.help} | ` + v.nodes.map((n) => JSON.stringify(n.target) + ' ' + (n.any[0]?.message ?? '')).join(' ; ')))", within)
        assert found == []

    def picture(self, name: str, shown: bool = True) -> None:
        """A picture for the documentation, if pictures are wanted and this one is shown there."""
        if shown and (folder := os.environ.get("QUIVER_PICTURES")):
            self.page.mouse.move(0, 0)
            self.page.wait_for_timeout(350)
            self.page.screenshot(path=str(Path(folder) / f"web-{name}.png"))


@pytest.fixture
def visit(browser: Browser, server: Server, axe: str) -> Iterator[Callable[..., Chat]]:
    """Opens pages that are watched: each CSP violation, page error and request to anybody else fails the test."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_page(context: BrowserContext | None = None, *, watched: bool = True, width: int = 1280, height: int = 800, **options: object) -> Chat:
        if context is None:
            context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB", timezone_id="Europe/London", **options)
            contexts.append(context)
        page = context.new_page()
        if watched:
            page.expose_function("__violation", lambda text: wrong.append(f"CSP: {text}"))
            page.add_init_script("document.addEventListener('securitypolicyviolation', (e) => __violation(`${e.violatedDirective} ${e.blockedURI}`))")
            page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
            page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
            page.on("request", lambda request: wrong.append(f"request: {request.url}") if not request.url.startswith((server.url, FOREIGN, "data:", "blob:")) else None)
        return Chat(page, server, axe)

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def chat(visit: Callable[..., Chat]) -> Chat:
    return visit().open()


class _Quiet(SimpleHTTPRequestHandler):
    server_url = ""

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        if self.path == "/":
            page = (PROJECT / "examples" / "foreign-page" / "index.html").read_text(encoding="utf-8")
            body = page.replace("http://127.0.0.1:5005", self.server_url).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)
        else:
            super().do_GET()


@pytest.fixture
def serve_example(server: Server) -> Iterator[Callable[[int], str]]:
    """Serves examples/foreign-page on a port of its own, hence from another origin."""
    running: list[ThreadingHTTPServer] = []

    def serve(port: int) -> str:
        handler = type("Handler", (_Quiet,), {"server_url": server.url})
        running.append(ThreadingHTTPServer(("127.0.0.1", port), partial(handler, directory=str(PROJECT / "examples" / "foreign-page"))))
        threading.Thread(target=running[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{running[-1].server_address[1]}"

    yield serve
    for each in running:
        each.shutdown()
        each.server_close()
