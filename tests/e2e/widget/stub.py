"""A small stand-in for the bot, for work on the widget: the real web channel and Rasa's real stores around a script.

``python tests/e2e/widget/stub.py`` serves /chat on PORT (5005). It is no part of the tests of record, which talk to the trained bot.
"""

import asyncio
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from rasa.core.channels import channel as rasa_channel
from rasa.core.lock_store import InMemoryLockStore, RedisLockStore
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic

from channels.web import WebInput

QUESTIONS = [
    ("face_signs", "Is there any drooping on one side of your face, weakness in your face, or slurred speech?",
     [("none", "None of these"), ("droop", "Drooping"), ("weakness", "Weakness"), ("speech", "Slurred speech")], True),
    ("place", "Is it only in the lip, or does another part of your face twitch too?", [("lip", "Only the lip"), ("spread", "Other parts too")], False),
    ("duration", "How long has it been going on?", [("days", "A few days"), ("week", "About a week"), ("weeks", "Two weeks or longer")], False),
]


def envelope(level, **more):
    return {"schema": 1, "kinds": ["assessment"], "topics": [], "assessment": {
        "level": level, "red_flags": [], "to_confirm": [], "long_standing": [], "findings": {}, "about": "self", "because": []}, **more}


def ask(step):
    name, text, choices, multiple = QUESTIONS[step]
    listed = [{"id": id, "label": label, "payload": f"#{name}:{id}"} for id, label in choices]
    buttons = [{"title": choice["label"], "payload": choice["payload"]} for choice in listed]
    question = {"id": name, "step": step + 1, "of": len(QUESTIONS), "multiple": multiple, "choices": listed}
    return [{"text": text, "buttons": buttons}, {"custom": envelope("undetermined", question=question)}]


LABELS = {label.lower(): f"#{name}:{id}" for name, _, choices, _ in reversed(QUESTIONS) for id, label in choices}


def reply(text):
    words = LABELS.get(text.lower(), text.lower())
    if "delete everything" in words:
        return [{"text": "Done. Everything is deleted."}]
    if "dry, not numb" in words:
        return [{"text": "Thank you, I have changed that."}, *ask(0)]
    if "droop" in words or "speech" in words:
        because = [{"finding": "facial_droop", "said": text, "rule": "E-01", "source": "article: When to Seek Medical Attention, par. 3"}]
        card = envelope("emergency", call={"number": "999", "country": "GB"})
        card["assessment"]["because"] = because
        return [{"text": "**Call 999 now.**\n\nSay when it began. Don't drive yourself."}, {"custom": card}]
    if "numb" in words:
        card = envelope("urgent")
        card["assessment"]["because"] = [{"finding": "numbness", "said": text, "rule": "RF-07", "source": "article: When to Seek Medical Attention, par. 3"}]
        return [{"text": "**Please get medical advice soon, today or tomorrow.**\n\nNumbness can mean that the facial nerve is affected."}, {"custom": card}]
    if "summary" in words:
        return [{"text": "Here is your summary."}, {"custom": envelope("undetermined", summary={})}]
    if words.startswith("#face_signs"):
        return ask(1)
    if words.startswith("#place"):
        return ask(2)
    if words.startswith("#duration"):
        return [{"text": "**This sounds like a harmless twitch that you can look after yourself.**\n\nWhat may help:\n- **Sleep.** Seven hours or more.\n- **Less coffee.** See https://www.nhs.uk/conditions/twitching/."}, {"custom": envelope("self_care")}]
    if "raise" in words:
        raise RuntimeError("the stub was told to")
    return [{"text": "Thank you, that helps."}, *ask(0)]


class StubAgent:
    def __init__(self, database):
        self.domain = Domain.empty()
        self.tracker_store = SQLTrackerStore(self.domain, dialect="sqlite", db=database)
        redis = os.environ.get("STUB_LOCK_PORT")
        self.lock_store = RedisLockStore(port=int(redis)) if redis else InMemoryLockStore()

    def is_ready(self):
        return True

    async def handle_message(self, message):
        await asyncio.sleep(float(os.environ.get("STUB_DELAY", "0.1")))
        answers = reply(message.text)
        tracker = await self.tracker_store.retrieve(message.sender_id) or DialogueStateTracker.from_events(message.sender_id, [])
        tracker.update(UserUttered(message.text, message_id=message.message_id, metadata=message.metadata))
        for answer in answers:
            data = {key: answer[key] for key in ("buttons", "custom") if key in answer}
            event = BotUttered(answer.get("text"), data)
            tracker.update(event)
            await message.output_channel.send_response(message.sender_id, event.message())
        if "delete everything" in message.text:
            with self.tracker_store.session_scope() as session:
                session.query(self.tracker_store.SQLEvent).filter_by(sender_id=message.sender_id).delete()
                session.commit()
        else:
            await self.tracker_store.save(tracker)


def serve():
    app = Sanic("quiver_stub")
    app.ctx.agent = StubAgent(os.environ.get("STUB_DB", "/tmp/quiver-stub.db"))
    rasa_channel.register([WebInput.from_credentials(None)], app, "/webhooks/")
    app.run("127.0.0.1", int(os.environ.get("PORT", "5005")), debug=False, access_log=False)


if __name__ == "__main__":
    serve()
