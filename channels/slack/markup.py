"""The bot's light markdown in Slack's mrkdwn, and texts cut where a block ends. Pure."""

import re

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITEM = re.compile(r"^(\s*)- ", re.MULTILINE)
_ASIDE = re.compile(r"(?:^|(?<=[.!?…:\"”*]) )\((?P<aside>[^\n]+)\)$")
_OPENS = re.compile(r"(?:^|(?<=[.!?…:\"”*]) )\(", re.MULTILINE)
_ENDS = ("\n", r"(?<=[.!?…]) ", " ")


def mrkdwn(text: str) -> str:
    """``**bold**`` and ``- `` lists as Slack writes them, with the three characters escaped that Slack reads."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _ITEM.sub(r"\1• ", _BOLD.sub(_bold, text))


def _bold(match: re.Match[str]) -> str:
    return f"*{match[1].strip()}*"


def callable_number(text: str, number: str) -> str:
    """``text`` (mrkdwn) with ``number`` as a link that a phone can call."""
    return re.sub(rf"(?<![\w:|]){re.escape(number)}(?!\w)", f"<tel:{number}|{number}>", text)


def first_sentence(text: str) -> str:
    """Up to the first full stop, exclamation or question mark, with a bold passage closed."""
    first = text.strip().split("\n", 1)[0]
    match = re.match(r".*?[.!?](?:\*\*)?(?=\s|$)", first)
    sentence = match[0] if match else first
    return sentence + "**" if sentence.count("**") % 2 else sentence


def paragraphs(text: str) -> list[str]:
    """The parts of ``text`` between blank lines."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def parted(text: str) -> tuple[str, str]:
    """What is said, and the aside in brackets that follows its last sentence: a source, the step of an interview.

    An aside is better shown small. A text with several, such as a list with sources, keeps them where they are.
    """
    aside = _ASIDE.search(text)
    if aside is None or len(_OPENS.findall(text)) > 1:
        return text, ""
    return text[: aside.start()].rstrip(), aside["aside"]


def pieces(text: str, limit: int) -> list[str]:
    """``text`` (light markdown) in mrkdwn pieces of at most ``limit`` characters.

    Cut between lines where possible, else between sentences, else between words. Bold stays bold over a cut.
    """
    whole = mrkdwn(text)
    if len(whole) <= limit:
        return [whole]
    head, tail = _cut(text, limit)
    if head.count("**") % 2:
        head, tail = head + "**", "**" + tail
    return [mrkdwn(head), *pieces(tail, limit)]


def _cut(text: str, limit: int) -> tuple[str, str]:
    room = _room(text, limit - 4)
    for end in _ENDS:
        places = [match.end() for match in re.finditer(end, text[:room])]
        if places and places[-1] > room // 3:
            return text[: places[-1]].rstrip(), text[places[-1] :].lstrip()
    return text[:room], text[room:]


def _room(text: str, limit: int) -> int:
    """How many characters of ``text`` fit in ``limit`` once they are escaped."""
    used = 0
    for place, character in enumerate(text):
        used += {"&": 5, "<": 4, ">": 4}.get(character, 1)
        if used > limit:
            return place
    return len(text)


def shortened(text: str, limit: int) -> str:
    """``text`` in at most ``limit`` characters, with an ellipsis where something is missing."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
