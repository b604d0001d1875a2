"""A reply in Block Kit: alert first, one section a paragraph, buttons or a checklist last. Pure.

Limits are those of docs.slack.dev/reference/block-kit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from channels.slack.events import CHOICE, PICK, SEND, TICK
from channels.slack.markup import callable_number, first_sentence, mrkdwn, parted, pieces, shortened
from channels.slack.phrases import phrases
from channels.slack.reply import Choice, Reply

Block = dict[str, Any]
Part = tuple[Block, str]
"""A block and what it says in the fallback text."""
SECTION = 2900
"""Slack allows 3,000; the rest is room for links on numbers."""
CONTEXT = 1900
MESSAGE_BLOCKS = 45
MESSAGE_TEXT = 3800
"""Slack recommends at most 4,000 characters for ``text``; longer replies become several messages."""
LABEL = 75
ROW = 5
MENU_FROM = 11
CHECKLIST = 10
OPTION_VALUE = 150
ALONE = {"none", "skip", "unsure", "not_sure", "unknown"}
"""Answers that exclude the others: they are buttons beside a checklist."""
SIGNS = {"emergency": ":rotating_light:", "urgent": ":warning:"}


@dataclass(frozen=True)
class SlackMessage:
    """``text`` says everything that ``blocks`` show, for notifications and screen readers."""

    text: str
    blocks: tuple[Block, ...] = ()
    asks: bool = False


def compose(reply: Reply, *, nonce: str) -> tuple[SlackMessage, ...]:
    """``reply`` as one message, or several where it is too long for one. ``nonce`` names the question asked in it."""
    parts = [part for place, text in enumerate(reply.texts) for part in _said(text, reply, first=place == 0)]
    if "privacy" in reply.kinds:
        parts.append(_aside(phrases()["privacy_in_slack"]))
    packed = [SlackMessage("\n\n".join(texts), tuple(blocks)) for blocks, texts in _packed(parts)]
    return (*packed[:-1], _asking(packed[-1], reply, nonce)) if packed else ()


def _said(text: str, reply: Reply, *, first: bool) -> list[Part]:
    """A paragraph as sections, the first of all with its sign, and the note in brackets at its end small below it."""
    words, aside = parted(text)
    said = pieces(words, SECTION) if words else []
    if said and first and (sign := _sign(reply)):
        said[0] = f"{sign} {said[0]}"
    if reply.number.isdigit():
        said = [callable_number(piece, reply.number) for piece in said]
    return [_part(piece) for piece in said] + [_aside(piece) for piece in pieces(aside, CONTEXT) if piece]


def _part(text: str) -> Part:
    return section(text), text


def _aside(text: str) -> Part:
    return context(text), text


def _sign(reply: Reply) -> str:
    """The picture before the first words. A crisis has none: there the words are to be warm."""
    if "crisis" in reply.kinds:
        return ""
    if reply.is_alarm:
        return SIGNS["emergency"]
    return SIGNS.get(reply.level, "") if "assessment" in reply.kinds else ""


def _packed(parts: Sequence[Part]) -> list[tuple[list[Block], list[str]]]:
    packs: list[tuple[list[Block], list[str]]] = []
    for block, text in parts:
        full = packs and (
            len(packs[-1][0]) >= MESSAGE_BLOCKS - 5 or sum(map(len, packs[-1][1])) + len(text) > MESSAGE_TEXT
        )
        if not packs or full:
            packs.append(([], []))
        packs[-1][0].append(block)
        packs[-1][1].append(text)
    return packs


def _asking(message: SlackMessage, reply: Reply, nonce: str) -> SlackMessage:
    if not reply.choices:
        return message
    labels = " · ".join(mrkdwn(choice.label) for choice in reply.choices)
    note = phrases()["choices"].format(labels=labels)
    blocks = (*message.blocks, *_progress(reply), *answers(reply.choices, nonce=nonce, several=reply.several))
    return SlackMessage(f"{message.text}\n\n{note}", blocks, asks=True)


def _progress(reply: Reply) -> list[Block]:
    """Which question of how many, unless the bot says it itself."""
    if reply.progress is None or any(parted(text)[1].startswith("Question ") for text in reply.texts):
        return []
    step, of = reply.progress
    return [context(phrases()["progress"].format(step=step, of=of))]


def answers(choices: Sequence[Choice], *, nonce: str, several: bool = False) -> list[Block]:
    """Blocks to answer with: a checklist, up to ten buttons in rows of five, or a menu."""
    if several:
        return _checklist(choices, nonce)
    fits_menu = all(len(choice.payload) <= OPTION_VALUE for choice in choices)
    if len(choices) >= MENU_FROM and fits_menu:
        return [_actions(nonce, 0, [_menu("static_select", PICK, choices)])]
    buttons = [_button(choice, f"{PICK}:{n}") for n, choice in enumerate(choices)]
    return [_actions(nonce, row, list(some)) for row, some in enumerate(_rows(buttons))]


def _checklist(choices: Sequence[Choice], nonce: str) -> list[Block]:
    alone = [choice for choice in choices if choice.id in ALONE]
    options = [choice for choice in choices if choice.id not in ALONE]
    kind = "checkboxes" if len(options) <= CHECKLIST else "multi_static_select"
    send = {"type": "button", "action_id": SEND, "style": "primary", "text": _plain(phrases()["send"]), "value": SEND}
    buttons = [send, *(_button(choice, f"{PICK}:{n}") for n, choice in enumerate(alone))]
    return [_actions(nonce, 0, [_menu(kind, TICK, options)]), _actions(nonce, 1, buttons)]


def _menu(kind: str, action_id: str, choices: Sequence[Choice]) -> Block:
    options = [
        {"text": _plain(shortened(choice.label, LABEL)), "value": choice.payload} for choice in islice(choices, 100)
    ]
    placeholder = {} if kind == "checkboxes" else {"placeholder": _plain(phrases()["choose"])}
    return {"type": kind, "action_id": action_id, "options": options, **placeholder}


def _button(choice: Choice, action_id: str) -> Block:
    text = _plain(shortened(choice.label, LABEL))
    return {"type": "button", "action_id": action_id, "text": text, "value": choice.payload}


def _rows(buttons: Sequence[Block]) -> list[Sequence[Block]]:
    return [buttons[start : start + ROW] for start in range(0, len(buttons), ROW)]


def _actions(nonce: str, number: int, elements: list[Block]) -> Block:
    return {"type": "actions", "block_id": f"{CHOICE}{nonce}:{number}", "elements": elements}


def settled(blocks: Sequence[Mapping[str, Any]], note: str) -> tuple[Block, ...]:
    """``blocks`` of a question without what could be pressed, and ``note`` (mrkdwn) in its place."""
    rest = [dict(block) for block in blocks if not str(block.get("block_id", "")).startswith(CHOICE)]
    return (*rest, context(note))


def chosen(labels: Sequence[str]) -> str:
    """The note that replaces the buttons of an answered question."""
    return phrases()["chosen"].format(labels=mrkdwn(", ".join(labels)).replace("*", ""))


def alarm(reply: Reply) -> list[Part]:
    """The one sentence with the number, and nothing of what the person has."""
    sentence = first_sentence(reply.texts[0])
    if reply.number and reply.number not in sentence:
        sentence = f"**{phrases()['emergency_number'].format(number=reply.number)}**"
    text = callable_number(mrkdwn(sentence), reply.number) if reply.number.isdigit() else mrkdwn(sentence)
    return [_part(f"{SIGNS['emergency']} {text}")]


def general(text: str) -> list[Part]:
    """A general answer (light markdown), with its source small below it."""
    words, aside = parted(text)
    return [_part(piece) for piece in pieces(words, SECTION)] + [
        _aside(piece) for piece in pieces(aside, CONTEXT) if piece
    ]


def invitation(words: str, *, before: Sequence[Part] = (), app: str, team: str) -> SlackMessage:
    """What is said in a public channel: ``before``, then the way to a direct message."""
    blocks, texts = [block for block, _ in before] + [section(words)], [text for _, text in before] + [words]
    if app:
        link = f"https://slack.com/app_redirect?app={app}&team={team}"
        button = {
            "type": "button",
            "action_id": "talk_privately",
            "text": _plain(phrases()["talk_privately"]),
            "url": link,
        }
        blocks.append({"type": "actions", "elements": [button]})
    return SlackMessage("\n\n".join(texts), tuple(blocks))


def note(words: str) -> SlackMessage:
    """A message of plain words (mrkdwn)."""
    return SlackMessage(words, (section(words),))


def section(text: str) -> Block:
    """A paragraph of mrkdwn."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def context(text: str) -> Block:
    """A small line of mrkdwn."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}
