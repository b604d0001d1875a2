"""One turn, from hearing to answering: once each, one after the other for a person, and never in silence."""

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.channels.channel import UserMessage

from channels.slack import blocks
from channels.slack.blocks import SlackMessage
from channels.slack.delivery import Delivery, SlackGoneError, SlackRefusedError
from channels.slack.events import Place, Pressed, Said
from channels.slack.ledger import Ledger, OpenQuestion, Unanswered
from channels.slack.markup import mrkdwn
from channels.slack.people import People
from channels.slack.phrases import phrases, unavailable
from channels.slack.privacy import channel_logger
from channels.slack.reply import Reply, SlackReply, alarm_here, brief_answer, collect
from channels.summary_links import with_links

LONGEST = 60.0
"""Seconds after which a turn counts as failed and the safe sentence is said."""
LULL, LONGEST_LULL = 0.03, 0.25
"""Seconds without a new event before the bot starts on an answer, and the longest wait for that."""
REMEMBERED = 500

Rescue = Callable[[str, str], Awaitable[Sequence[Mapping[str, Any]]]]
OnNewMessage = Callable[[UserMessage], Awaitable[Any]]
FetchSummary = Callable[[str], Awaitable[bytes]]
log = channel_logger()


class Turns:
    """Everything people said and pressed that is being answered in this process."""

    def __init__(
        self,
        on_new_message: OnNewMessage,
        *,
        delivery: Delivery,
        ledger: Ledger,
        people: People,
        rescue: Rescue,
        fetch_summary: FetchSummary,
        thinking_after: float,
        at_once: int,
    ) -> None:
        self._bot, self._delivery, self._ledger, self._people = on_new_message, delivery, ledger, people
        self._rescue, self._fetch_summary, self._thinking_after = rescue, fetch_summary, thinking_after
        self._room = asyncio.Semaphore(at_once)
        self._answering: set[str] = set()
        self._heard_at = 0.0
        self._order: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._tasks: set[asyncio.Task[None]] = set()
        self._questions: OrderedDict[tuple[str, str], SlackMessage] = OrderedDict()
        self._settled: OrderedDict[str, str] = OrderedDict()
        self._claimed: OrderedDict[str, None] = OrderedDict()

    def arriving(self) -> None:
        """Something is coming in that has to be acknowledged first; what else keeps the loop busy waits a moment."""
        self._heard_at = asyncio.get_running_loop().time()

    def hear(self, said: Said) -> None:
        """Answer ``said`` in the background."""
        answer = self._said_in_public if said.place.public else self._said
        self._start(said.place, said.keys, lambda: answer(said))

    def press(self, pressed: Pressed) -> None:
        """Answer ``pressed`` in the background."""
        self._start(pressed.place, pressed.keys, lambda: self._pressed(pressed))

    async def drain(self, seconds: float) -> None:
        """Wait until everything heard so far is answered, but no longer than ``seconds``."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    def _start(self, place: Place, keys: Sequence[str], turn: Callable[[], Awaitable[None]]) -> None:
        self.arriving()
        task = asyncio.create_task(self._once(place, keys, turn))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _once(self, place: Place, keys: Sequence[str], turn: Callable[[], Awaitable[None]]) -> None:
        async with self._order.setdefault(place.person, asyncio.Lock()):
            if self._delivery.gone or not await self._claim(keys):
                return
            await self._begin(keys[0], place)
            await self._let_others_in()
            try:
                await turn()
            except SlackGoneError:
                pass  # said in the log by the delivery, once
            except SlackRefusedError as refused:
                log.error("Slack: an answer could not be delivered (%s).", refused)
            except Exception as failed:  # a person waits: say something safe whatever broke
                log.error("Slack: a turn failed (%s).", type(failed).__name__)
                with suppress(SlackRefusedError):
                    await self._delivery.post(place, blocks.note(mrkdwn(unavailable())))
            await self._finish(keys[0])  # not when cancelled: then nobody was answered

    async def _begin(self, turn: str, place: Place) -> None:
        self._answering.add(turn)
        try:
            await self._ledger.begin(turn, Unanswered(place.team, place.user))
        except Exception as failed:
            log.error("Slack: the ledger can't note a turn (%s).", type(failed).__name__)

    async def _finish(self, turn: str) -> None:
        self._answering.discard(turn)
        try:
            await self._ledger.finish(turn)
        except Exception as failed:
            log.error("Slack: the ledger can't note the end of a turn (%s).", type(failed).__name__)

    async def look_after_the_unanswered(self, seconds: float) -> None:
        """Keep this process's turns alive, and apologise to people whose answers a process took with it when it died.

        Args:
            seconds: how long a turn has to be untouched to count as abandoned.
        """
        await self._ledger.touch(sorted(self._answering))
        for who in await self._ledger.abandoned(seconds):
            log.warning("Slack: an answer was lost with the process that worked on it; the person is told.")
            try:
                await self._delivery.post(Place(who.team, who.user, who.user), blocks.note(phrases()["interrupted"]))
            except SlackRefusedError as refused:
                log.error("Slack: and could not be (%s).", refused.error)

    async def _claim(self, keys: Sequence[str]) -> bool:
        new = not any(key in self._claimed for key in keys)
        for key in keys:
            _remember(self._claimed, key, None, most=10 * REMEMBERED)
        if not new:
            return False
        try:
            return await self._ledger.claim(keys)
        except Exception as failed:  # without the ledger a person is answered twice rather than not at all
            log.error("Slack: the ledger of handled events can't be reached (%s).", type(failed).__name__)
            return True

    # --- said and pressed -------------------------------------------------------------------------------------------

    async def _said(self, said: Said) -> None:
        if said.with_files and not said.text:
            await self._delivery.post(said.place, blocks.note(phrases()["no_files"]))
            return
        asked = await self._settle(said.place.person)
        async with self._thinking(said.place):
            reply = await self._answer(said.place, said.text, said.message_id)
            if said.with_files:
                reply = replace(reply, texts=(*reply.texts, phrases()["no_files"]))
            await self._send(said.place, reply)
        if asked:
            await self._retire(asked)

    async def _pressed(self, pressed: Pressed) -> None:
        if pressed.payload is None:
            words = phrases()["nothing_ticked"].format(send=f"*{phrases()['send']}*")
            await self._delivery.whisper(pressed.place, words)
            return
        if not await self._settle(pressed.place.person, pressed.nonce):
            if self._settled.get(pressed.nonce) != pressed.payload:
                await self._delivery.whisper(pressed.place, phrases()["stale"])
            return
        _remember(self._settled, pressed.nonce, pressed.payload)
        shown = blocks.settled(pressed.message.get("blocks") or (), blocks.chosen(pressed.labels))
        text = f"{pressed.message.get('text', '')}\n\n{blocks.chosen(pressed.labels)}"
        await self._change(pressed.place.channel, pressed.message_ts, text, shown)
        async with self._thinking(pressed.place):
            await self._send(pressed.place, await self._answer(pressed.place, pressed.payload, pressed.message_id))

    async def _said_in_public(self, said: Said) -> None:
        asked = await self._settle(said.place.person)
        async with self._thinking(said.place):
            reply = await self._answer(said.place, said.text, said.message_id)
            if reply.is_alarm and alarm_here(reply, said.text):
                await self._invite(said, phrases()["invitation_at_emergency"], before=blocks.alarm(reply))
                await self._send_privately(said, reply)
            elif brief := brief_answer(reply):
                await self._invite(said, phrases()["invitation_after_answer"], before=blocks.general(brief))
            else:
                there = await self._send_privately(said, reply)
                words = "invitation_at_crisis" if "crisis" in reply.kinds else "invitation"
                await self._invite(said, phrases()[words if there else "invitation_only"])
        if asked:
            await self._retire(asked)

    async def _invite(self, said: Said, words: str, *, before: Sequence[blocks.Part] = ()) -> None:
        message = blocks.invitation(words, before=before, app=said.app, team=said.place.team)
        try:
            await self._delivery.post(said.place, message)
        except SlackGoneError:
            raise
        except SlackRefusedError as refused:
            log.warning("Slack: can't answer in that channel (%s).", refused.error)

    async def _send_privately(self, said: Said, reply: Reply) -> bool:
        """Answer in the person's direct messages, or, where that fails, visibly to them alone."""
        try:
            await self._send(Place(said.place.team, said.place.user, said.place.user), reply)
            return True
        except SlackGoneError:
            raise
        except SlackRefusedError as refused:
            log.warning("Slack: can't write to a person directly (%s).", refused.error)
        for message in blocks.compose(replace(reply, choices=()), nonce=""):
            with suppress(SlackRefusedError):
                await self._delivery.whisper(said.place, f"{message.text}\n\n{phrases()['only_you']}")
        return False

    # --- the bot ----------------------------------------------------------------------------------------------------

    async def _answer(self, place: Place, text: str, message_id: str) -> Reply:
        """What the bot says to ``text``, once by its id; something safe if it says nothing or breaks."""
        output = SlackReply()
        metadata = await self._people.about(place.user)
        message = UserMessage(text, output, place.person, input_channel=output.name(), message_id=message_id, metadata=metadata)
        try:
            async with self._room:
                await self._let_others_in()
                await asyncio.wait_for(self._bot(message), LONGEST)
        except Exception as failed:  # whatever breaks, a person is told; their words stay out of the log
            log.error("Slack: the bot failed to answer (%s).", type(failed).__name__)
        reply = output.reply()
        return reply if reply.texts else await self._rescued(place, text)

    async def _let_others_in(self) -> None:
        now = asyncio.get_running_loop().time
        until = now() + LONGEST_LULL
        while now() < min(until, self._heard_at + LULL):
            await asyncio.sleep(LULL / 2)

    async def _rescued(self, place: Place, text: str) -> Reply:
        try:
            reply = collect(await self._rescue(place.person, text))
        except Exception as failed:  # what rescues has failed too: the one sentence that needs nothing
            log.error("Slack: no safe answer could be made (%s).", type(failed).__name__)
            reply = Reply()
        return reply if reply.texts else Reply(texts=(unavailable(),))

    async def _send(self, place: Place, reply: Reply) -> None:
        nonce = secrets.token_hex(4)
        posted: Any = {}
        for message in blocks.compose(reply, nonce=nonce):
            posted = await self._delivery.post(place, message)
            if message.asks and posted.get("ts"):
                await self._note_question(place, message, nonce, posted)
        if reply.sums_up:
            await self._send_summary(replace(place, channel=str(posted.get("channel") or place.channel)), reply)
        if "privacy" in reply.kinds:
            self._people.forget(place.user)

    async def _send_summary(self, place: Place, reply: Reply) -> None:
        title = phrases()["summary_title"]
        try:
            content, filename = await self._summary(place, reply, title)
            await self._delivery.upload(place, content=content, filename=filename, title=title)
        except SlackGoneError:
            raise
        except Exception as failed:
            log.error("Slack: the summary could not be attached (%s).", getattr(failed, "error", type(failed).__name__))
            await self._delivery.post(place, blocks.note(phrases()["summary_failed"]))

    async def _summary(self, place: Place, reply: Reply, title: str) -> tuple[bytes, str]:
        """The summary as a file: the PDF, or the words where there is none."""
        try:
            linked = with_links(reply.envelope, place.person, await self._people.about(place.user))
            if path := replace(reply, envelope=linked).summary_path:
                return await self._fetch_summary(path), "quiver-summary.pdf"
        except Exception as failed:
            log.error("Slack: the summary's PDF could not be had (%s).", type(failed).__name__)
        return f"{title}\n\n{reply.summary_text or ' '.join(reply.texts)}\n".encode(), "quiver-summary.txt"

    # --- questions --------------------------------------------------------------------------------------------------

    async def _note_question(self, place: Place, message: SlackMessage, nonce: str, posted: Any) -> None:
        channel, ts = str(posted.get("channel") or place.channel), str(posted["ts"])
        _remember(self._questions, (channel, ts), message)
        try:
            await self._ledger.ask(place.person, OpenQuestion(nonce, channel, ts, place.thread))
        except Exception as failed:
            log.error("Slack: the ledger can't note a question (%s).", type(failed).__name__)

    async def _settle(self, person: str, nonce: str | None = None) -> OpenQuestion | None:
        try:
            return await self._ledger.settle(person, nonce)
        except Exception as failed:
            log.error("Slack: the ledger can't be asked for a question (%s).", type(failed).__name__)
            return OpenQuestion(nonce, "", "") if nonce else None

    async def _retire(self, asked: OpenQuestion) -> None:
        """Take the buttons from a question that was answered in words."""
        shown = self._questions.pop((asked.channel, asked.ts), None)
        if shown:
            text, layout = shown.text, shown.blocks
        else:
            with suppress(SlackRefusedError):
                found = await self._delivery.message_at(asked.channel, asked.ts, asked.thread) or {}
                text, layout = str(found.get("text", "")), tuple(found.get("blocks") or ())
                shown = SlackMessage(text, layout) if found else None
        if shown:
            words = phrases()["answered_in_words"]
            await self._change(asked.channel, asked.ts, text, blocks.settled(layout, words))

    async def _change(self, channel: str, ts: str, text: str, shown: Sequence[blocks.Block]) -> None:
        try:
            await self._delivery.call("chat.update", channel=channel, ts=ts, text=text, blocks=list(shown))
        except SlackGoneError:
            raise
        except SlackRefusedError as refused:
            log.warning("Slack: a question's buttons could not be replaced (%s).", refused.error)

    @asynccontextmanager
    async def _thinking(self, place: Place) -> AsyncIterator[None]:
        """A plain sign, should the answer take long; it goes away once the answer is there."""
        answered = asyncio.Event()
        task = asyncio.create_task(self._show_thinking(place, answered))
        try:
            yield
        finally:
            answered.set()
            with suppress(SlackRefusedError):
                await task

    async def _show_thinking(self, place: Place, answered: asyncio.Event) -> None:
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(answered.wait(), self._thinking_after)
        if answered.is_set():
            return
        posted = await self._delivery.post(place, blocks.note(phrases()["thinking"]))
        await answered.wait()
        await self._delivery.call("chat.delete", channel=posted.get("channel"), ts=posted.get("ts"))


def _remember(memory: OrderedDict[Any, Any], key: Any, value: Any, *, most: int = REMEMBERED) -> None:
    memory[key] = value
    while len(memory) > most:
        memory.popitem(last=False)
