"""What Slack would refuse, as docs.slack.dev/reference/block-kit has it. Each fault is a sentence."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]
MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
TEXT_ADVISED = 4000
BLOCK_KEYS = {
    "section": {"text", "fields", "accessory", "expand"},
    "header": {"text"},
    "divider": set(),
    "context": {"elements"},
    "actions": {"elements"},
}
ELEMENT_KEYS = {
    "button": {"text", "action_id", "value", "url", "style", "confirm", "accessibility_label"},
    "checkboxes": {"action_id", "options", "initial_options", "confirm", "focus_on_load"},
    "static_select": {"action_id", "options", "option_groups", "placeholder", "initial_option", "confirm"},
    "multi_static_select": {"action_id", "options", "placeholder", "initial_options", "confirm", "max_selected_items"},
}
LINK = re.compile(r"<(?:https?://|mailto:|tel:|@[UW]|#C|!)[^<>]*>")
ESCAPE = re.compile(r"&(?!amp;|lt;|gt;)")


def message_faults(message: Json, *, needs_channel: bool = True) -> Iterator[str]:
    """Everything wrong with the arguments of chat.postMessage, chat.update or chat.postEphemeral."""
    if needs_channel and not message.get("channel"):
        yield "no channel"
    text, blocks = message.get("text"), message.get("blocks") or []
    if not text or not str(text).strip():
        yield "no text: blocks have no fallback"
    elif len(text) > TEXT_ADVISED:
        yield f"text has {len(text)} characters, {TEXT_ADVISED} are advised"
    else:
        yield from mrkdwn_faults(str(text), "text")
        yield from fallback_faults(str(text), blocks)
    thread = message.get("thread_ts")
    if thread is not None and not re.fullmatch(r"\d+\.\d{6}", str(thread)):
        yield f"thread_ts {thread!r} is no timestamp"
    yield from blocks_faults(blocks, MESSAGE_BLOCKS)


def fallback_faults(text: str, blocks: Sequence[Json]) -> Iterator[str]:
    """Whatever a section says has to be in the fallback text as well."""
    for block in blocks:
        shown = (block.get("text") or {}).get("text", "") if block.get("type") == "section" else ""
        if shown and shown not in text:
            yield f"not in the fallback text: {shown[:60]!r}"


def view_faults(view: Json) -> Iterator[str]:
    """Everything wrong with a Home tab."""
    if view.get("type") != "home":
        yield f"view type {view.get('type')!r}"
    yield from unknown_keys(view, {"type", "blocks", "private_metadata", "callback_id", "external_id"}, "view")
    yield from blocks_faults(view.get("blocks") or [], VIEW_BLOCKS)


def blocks_faults(blocks: Sequence[Json], most: int) -> Iterator[str]:
    if len(blocks) > most:
        yield f"{len(blocks)} blocks, {most} are allowed"
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(set(ids)) < len(ids):
        yield "two blocks have one block_id"
    for place, block in enumerate(blocks):
        yield from block_faults(block, f"blocks[{place}]")


def block_faults(block: Json, where: str) -> Iterator[str]:
    kind = str(block.get("type"))
    if kind not in BLOCK_KEYS:
        yield f"{where}: unknown block type {kind!r}"
        return
    yield from unknown_keys(block, BLOCK_KEYS[kind] | {"type", "block_id"}, where)
    if len(str(block.get("block_id", ""))) > 255:
        yield f"{where}: block_id is too long"
    if kind == "section":
        yield from section_faults(block, where)
    elif kind == "header":
        yield from text_faults(block.get("text"), 150, where, kinds={"plain_text"})
    elif kind == "context":
        yield from counted(block.get("elements"), 10, f"{where}.elements")
        for element in block.get("elements") or ():
            yield from text_faults(element, 2000, where)
    elif kind == "actions":
        yield from actions_faults(block.get("elements") or [], where)


def section_faults(block: Json, where: str) -> Iterator[str]:
    if not block.get("text") and not block.get("fields"):
        yield f"{where}: neither text nor fields"
    if block.get("text"):
        yield from text_faults(block["text"], 3000, where)
    for field in block.get("fields") or ():
        yield from text_faults(field, 2000, where)


def actions_faults(elements: Sequence[Json], where: str) -> Iterator[str]:
    yield from counted(elements, 25, f"{where}.elements")
    ids = [element.get("action_id") for element in elements]
    if len(set(ids)) < len(ids):
        yield f"{where}: two elements have one action_id"
    for place, element in enumerate(elements):
        yield from element_faults(element, f"{where}.elements[{place}]")


def element_faults(element: Json, where: str) -> Iterator[str]:
    kind = str(element.get("type"))
    if kind not in ELEMENT_KEYS:
        yield f"{where}: unknown element {kind!r}"
        return
    yield from unknown_keys(element, ELEMENT_KEYS[kind] | {"type"}, where)
    if not 1 <= len(str(element.get("action_id", ""))) <= 255:
        yield f"{where}: action_id is missing or too long"
    if "confirm" in element:
        yield from confirm_faults(element["confirm"], where)
    if kind == "button":
        yield from button_faults(element, where)
        return
    yield from counted(element.get("options"), 10 if kind == "checkboxes" else 100, f"{where}.options")
    if kind != "checkboxes":
        yield from text_faults(element.get("placeholder"), 150, where, kinds={"plain_text"})
    for option in element.get("options") or ():
        yield from option_faults(option, where, radio_like=kind == "checkboxes")


def button_faults(button: Json, where: str) -> Iterator[str]:
    yield from text_faults(button.get("text"), 75, where, kinds={"plain_text"})
    if len(str(button.get("value", ""))) > 2000 or len(str(button.get("url", ""))) > 3000:
        yield f"{where}: value or url is too long"
    if "url" in button and not re.match(r"https?://|slack://", str(button["url"])):
        yield f"{where}: {button['url']!r} is no link"
    if button.get("style", "primary") not in {"primary", "danger"}:
        yield f"{where}: unknown style"


def option_faults(option: Json, where: str, *, radio_like: bool) -> Iterator[str]:
    kinds = {"plain_text", "mrkdwn"} if radio_like else {"plain_text"}
    yield from unknown_keys(option, {"text", "value", "description", "url"}, where)
    yield from text_faults(option.get("text"), 75, where, kinds=kinds)
    if not 1 <= len(str(option.get("value", ""))) <= 150:
        yield f"{where}: an option's value is missing or too long"


def confirm_faults(confirm: Json, where: str) -> Iterator[str]:
    for key, most in {"title": 100, "text": 300, "confirm": 30, "deny": 30}.items():
        yield from text_faults(confirm.get(key), most, f"{where}.confirm.{key}")


def text_faults(
    text: Json | None, most: int, where: str, kinds: frozenset[str] | set[str] = frozenset({"plain_text", "mrkdwn"})
) -> Iterator[str]:
    if not isinstance(text, Mapping) or text.get("type") not in kinds:
        yield f"{where}: should be a text of {sorted(kinds)}"
        return
    yield from unknown_keys(text, {"type", "text", "emoji", "verbatim"}, where)
    words = text.get("text")
    if not isinstance(words, str) or not words.strip():
        yield f"{where}: empty text"
    elif len(words) > most:
        yield f"{where}: {len(words)} characters, {most} are allowed"
    elif text["type"] == "mrkdwn":
        yield from mrkdwn_faults(words, where)


def mrkdwn_faults(text: str, where: str) -> Iterator[str]:
    """Slack shows such a text, but not as meant."""
    if re.search(r"[<>]", LINK.sub("", text)):
        yield f"{where}: an unescaped < or >"
    if ESCAPE.search(LINK.sub("", text)):
        yield f"{where}: an unescaped &"
    if "**" in text:
        yield f"{where}: Markdown's ** shows as it is"
    if re.search(r'\{"|"schema"|"kinds"', text):
        yield f"{where}: JSON is shown to a person"


def counted(some: Sequence[Any] | None, most: int, where: str) -> Iterator[str]:
    if not 1 <= len(some or ()) <= most:
        yield f"{where}: {len(some or ())} of 1 to {most}"


def unknown_keys(some: Json, known: set[str], where: str) -> Iterator[str]:
    if extra := set(some) - known:
        yield f"{where}: Slack doesn't know {sorted(extra)}"
