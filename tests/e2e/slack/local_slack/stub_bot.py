"""A scripted bot behind the real Slack channel. It speaks the reply contract; its words stand for the trained bot's."""

import asyncio
import logging
import os
from typing import Any

from rasa.core.channels.channel import UserMessage, register
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from channels.slack import SlackInput

PDF = b"%PDF-1.4\n% a summary\n%%EOF\n"
CALLS: list[str] = []
NUMBERS = {"en-GB": "999", "en-US": "911"}


def envelope(*kinds: str, level: str = "undetermined", **more: Any) -> dict[str, Any]:
    state = {"level": level, "red_flags": [], "to_confirm": [], "long_standing": [], "findings": {}, "about": "self"}
    return {"schema": 1, "kinds": list(kinds), "topics": [], "assessment": {**state, **more.pop("state", {})}, **more}


def question(id: str, labels: dict[str, str], *, multiple: bool) -> dict[str, Any]:
    choices = [{"id": key, "label": label, "payload": f"#{id}:{key}"} for key, label in labels.items()]
    return {"question": {"id": id, "step": 1, "of": 4, "multiple": multiple, "choices": choices}}


def asking(text: str, asked: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    buttons = [{"title": one["label"], "payload": one["payload"]} for one in asked["question"]["choices"]]
    return [{"text": text, "buttons": buttons}, {"custom": envelope("interview", **asked, **more)}]


FACE = question("face_signs", {"none": "None of these", "droop": "Drooping", "speech": "Slurred speech"}, multiple=True)
PLACE = question("place", {"lip": "Only the lip", "spread": "Other parts too"}, multiple=False)
NUMB = {
    "findings": {"numbness": "present"},
    "red_flags": ["numbness"],
    "because": [{"finding": "numbness", "said": "numb"}],
}


def emergency(number: str, said: str) -> list[dict[str, Any]]:
    state = {"findings": {"facial_droop": "present"}, "red_flags": ["facial_droop"], "because": [{"said": said}]}
    call = {"call": {"number": number, "country": "GB"}}
    return [
        {"text": f'**Call {number} now.**\n\nYou wrote "{said}". A drooping face can\'t wait for a chat.'},
        {"text": "Say when it began. Don't drive yourself."},
        {"custom": envelope("assessment", level="emergency", state=state, **call)},
    ]


def answer(text: str, number: str) -> list[dict[str, Any]]:
    """What the scripted bot says to ``text``."""
    if "droop" in text:
        return emergency(number, "my face droops" if text.startswith("#") else text)
    if "numb" in text:
        words = '**Please get medical advice soon, today or tomorrow.**\n\nWhy: you wrote "numb" <& more>.'
        return [{"text": words}, {"custom": envelope("assessment", level="urgent", state=NUMB)}]
    if "coffee" in text:
        words = "Caffeine is a common trigger. It makes nerves & muscles jumpy.\n\nUp to 400 mg a day is fine for most."
        return [{"text": words}, {"custom": envelope("answer")}]
    if text == "#face_signs:none":
        return asking("Does any other part of your face twitch too?", PLACE)
    if text.startswith("#place:"):
        return [{"text": f"Thank you. ({text})"}, {"custom": envelope("assessment", level="self_care")}]
    if "twitch" in text:
        return asking("Thank you for telling me.\n\nIs any of these there?", FACE)
    if text == "summary":
        return [
            {"text": "Here is a summary to keep:"},
            {"custom": envelope("control", summary={"url": "/summary/abc.pdf"})},
        ]
    if text == "delete everything":
        return [{"text": "Done. I have erased this conversation."}, {"custom": envelope("privacy")}]
    if text.startswith("many"):
        labels = {f"c{n}": f"Choice {n}" for n in range(int(text.split()[1]))}
        return asking("Which one?", question("many", labels, multiple=False))
    if text == "long":
        words = "\n\n".join(f"Paragraph {n}. " + "Words & words, **bold** ones too. " * 60 for n in range(12))
        return [{"text": words}, {"custom": envelope("answer")}]
    return [{"text": f"You said: {text}"}, {"custom": envelope("deflect")}]


class StubAgent:
    """Stands where Rasa's agent stands."""

    async def handle_message(self, message: UserMessage) -> None:
        text = message.text or ""
        CALLS.append(text)
        if text == "boom":
            raise RuntimeError("a secret word of the person: " + text)
        if text.startswith("slow"):
            await asyncio.sleep(float(os.environ.get("STUB_SLOW", "2.2")))
        number = NUMBERS.get((message.metadata or {}).get("locale", ""), "112")
        for part in [] if text == "silent" else answer(text, number):
            await message.output_channel.send_response(message.sender_id, part)


def build() -> Sanic:
    """The server, as Rasa sets it up."""
    app = Sanic("stub", configure_logging=False)
    app.ctx.agent = StubAgent()
    register([SlackInput.from_credentials(None)], app, route="/webhooks/")

    @app.get("/summary/<name>")
    async def summary(_: Request, name: str) -> HTTPResponse:
        return raw(PDF, content_type="application/pdf")

    return app


def serve() -> None:
    """Serve at ``PORT`` until told to stop."""
    level = logging.DEBUG if os.environ.get("STUB_DEBUG") else logging.INFO
    logging.basicConfig(level=level, force=True)
    build().run(host="127.0.0.1", port=int(os.environ["PORT"]), access_log=False)


if __name__ == "__main__":
    serve()
