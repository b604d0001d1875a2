"""``python -m tests.e2e.slack.local_slack.drawing``: draw the examples in a browser, and write their JSON into the docs.

A drawing shows where things are, in plain HTML; it is no screenshot of Slack and says so.
"""

import html
import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.e2e.slack.local_slack.examples import examples

ROOT = Path(__file__).resolve().parents[4]
DOC, PICTURES = ROOT / "docs" / "channels" / "slack.md", ROOT / "docs" / "pictures"
EMOJI = {
    ":rotating_light:": '<svg viewBox="0 0 20 20" class="emoji"><path d="M4 16h12v3H4z" fill="#555"/>'
    '<path d="M5 16V9a5 5 0 0 1 10 0v7z" fill="#d9302c"/></svg>',
    ":warning:": '<svg viewBox="0 0 20 20" class="emoji"><path d="M10 1 19 18H1z" fill="#f2b01e"/>'
    '<path d="M9 7h2v6H9zM9 14h2v2H9z"/></svg>',
}
STYLE = """
body { margin: 0; padding: 14px; width: 612px; background: #fff; color: #1d1c1d; font: 15px/1.46 "DejaVu Sans", sans-serif; }
.mark { font-size: 11px; color: #6b6b6b; border-bottom: 1px dashed #bbb; padding-bottom: 6px; margin-bottom: 12px; }
.message { display: flex; gap: 10px; } .face { flex: none; width: 36px; height: 36px; border-radius: 8px; background: #2b4c5e;
color: #fff; text-align: center; line-height: 36px; font-weight: bold; } .who { font-weight: bold; }
.who small { font-weight: normal; color: #6b6b6b; background: #eee; border-radius: 3px; padding: 0 4px; margin-left: 4px; }
.section { margin: 4px 0 8px; } .context { margin: 2px 0 8px; font-size: 12px; color: #6b6b6b; } h1 { font-size: 19px; margin: 4px 0; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 6px 0 8px; } .button { border: 1px solid #bbb; border-radius: 5px;
padding: 4px 12px; font-weight: bold; font-size: 13px; } .primary { background: #007a5a; border-color: #007a5a; color: #fff; }
.danger { background: #e01e5a; border-color: #e01e5a; color: #fff; } .boxes label { display: block; margin: 3px 0; }
hr { border: 0; border-top: 1px solid #ddd; } .emoji { width: 18px; height: 18px; vertical-align: -3px; } a { color: #1264a3; }
"""


def mrkdwn_html(text: str) -> str:
    """Slack's mrkdwn as HTML, as far as Quiver uses it."""
    text = re.sub(r"<([^<>|]+)\|([^<>]*)>", r'<a href="\1">\2</a>', text)
    text = re.sub(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])", r"<b>\1</b>", text)
    for name, picture in EMOJI.items():
        text = text.replace(name, picture)
    return text.replace("\n", "<br>")


def text_html(text: Mapping[str, Any]) -> str:
    """A text object as HTML."""
    return mrkdwn_html(text["text"]) if text["type"] == "mrkdwn" else html.escape(text["text"])


def element_html(element: Mapping[str, Any]) -> str:
    """A button or a checklist as HTML."""
    if element["type"] == "button":
        return f'<span class="button {element.get("style", "")}">{text_html(element["text"])}</span>'
    labels = [f'<label><input type="checkbox"> {text_html(option["text"])}</label>' for option in element["options"]]
    return f'<div class="boxes">{"".join(labels)}</div>'


def block_html(block: Mapping[str, Any]) -> str:
    """A block as HTML."""
    if block["type"] == "divider":
        return "<hr>"
    if block["type"] == "header":
        return f"<h1>{text_html(block['text'])}</h1>"
    if block["type"] == "section":
        return f'<div class="section">{text_html(block["text"])}</div>'
    inside = [
        text_html(one) if "text" in one and one["type"] != "button" else element_html(one) for one in block["elements"]
    ]
    return f'<div class="{block["type"]}">{"".join(inside)}</div>'


def page(payload: Mapping[str, Any]) -> str:
    """The whole page for a message or a Home tab."""
    mark = '<div class="mark">Drawn from the Block Kit JSON in a browser. This is not a screenshot of Slack.</div>'
    body = "".join(block_html(block) for block in payload["blocks"])
    if "type" not in payload:
        who = '<div class="who">Quiver<small>APP</small></div>'
        body = f'<div class="message"><div class="face">Q</div><div>{who}{body}</div></div>'
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><body>{mark}{body}"


def json_text(payload: Mapping[str, Any]) -> str:
    """The JSON as it stands in the docs."""
    return json.dumps(payload, indent=1, ensure_ascii=False)


def documented(text: str) -> dict[str, str]:
    """The JSON in the docs, by the name of its picture."""
    return dict(re.findall(r"<!-- (slack-[a-z]+) -->\n```json\n(.*?)\n```", text, re.DOTALL))


def main() -> None:
    """Draw all pictures and write all JSON."""
    from playwright.sync_api import sync_playwright

    doc = DOC.read_text()
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        tab = browser.new_page(viewport={"width": 640, "height": 200}, device_scale_factor=2)
        for name, payload in examples().items():
            tab.set_content(page(payload))
            tab.screenshot(path=PICTURES / f"{name}.png", full_page=True)
            fenced = f"<!-- {name} -->\n```json\n{json_text(payload)}\n```"
            doc = re.sub(rf"<!-- {name} -->\n```json\n.*?\n```", lambda _, text=fenced: text, doc, flags=re.DOTALL)
        browser.close()
    DOC.write_text(doc)


if __name__ == "__main__":
    main()
