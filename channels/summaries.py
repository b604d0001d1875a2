"""Where the links to a summary lead: ``/summary/<token>.pdf`` and ``.json``, made anew from what is stored at that moment."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.summary_links import ExpiredError, Link, LinkDesk, desk
from channels.summary_pdf import pdf_of
from dialogue.case import from_json
from dialogue.summary import Summary, summarize, to_json
from dialogue.words import words
from runtime.adjustments import adjust_rasa
from runtime.turns import StoreError

logger = logging.getLogger(__name__)

SCHEMA_FILE = Path(__file__).resolve().parent.parent / "docs" / "summary.schema.json"
_PRIVATE = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Summaries(InputChannel):
    """No channel to talk through: it serves the files that other channels link to."""

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "summaries"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "Summaries":
        """The channel; its settings come from the environment."""
        adjust_rasa()
        return cls(desk())

    def __init__(self, links: LinkDesk) -> None:
        self._links = links

    def url_prefix(self) -> str:
        """The root of the server; Rasa would put the channel below ``/webhooks/``."""
        return "/"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes below ``/summary``."""
        routes = Blueprint("quiver_summaries")

        @routes.get("/summary/schema.json")
        async def schema(request: Request) -> HTTPResponse:
            return response.raw(SCHEMA_FILE.read_bytes(), content_type="application/schema+json")

        @routes.get("/summary/<file:str>")
        async def serve(request: Request, file: str) -> HTTPResponse:
            token, _, form = file.rpartition(".")
            if form not in ("pdf", "json"):
                return _refusal("There is no such file.", 404)
            try:
                link = self._links.read(token)
            except ExpiredError:
                return _refusal("This link has expired. Ask for a summary again in the chat.", 410)
            try:
                summary = await _summary(request, link) if link else None
            except StoreError:
                return _refusal("The summary can't be had just now. Please try again in a minute.", 503)
            if summary is None:
                return _refusal("There is no such summary. If the conversation was erased, so was this.", 404)
            return await _file(summary, form)

        return routes


async def _summary(request: Request, link: Link) -> Summary | None:
    """The summary of the conversation as it stands; None if nothing of it is stored."""
    agent = getattr(request.app.ctx, "agent", None)
    tracker = await agent.tracker_store.retrieve(link.sender) if agent and agent.tracker_store else None
    stored = tracker.get_slot("case") if tracker else None
    if not stored:
        return None
    return summarize(from_json(stored), words=words(), now=datetime.now(_zone(link.zone)))


def _zone(name: str) -> Any:
    try:
        return ZoneInfo(name) if name else timezone.utc
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return timezone.utc


async def _file(summary: Summary, form: str) -> HTTPResponse:
    name = f"quiver-summary-{summary.created:%Y-%m-%d}.{form}"
    headers = {**_PRIVATE, "Content-Disposition": f'inline; filename="{name}"'}
    if form == "json":
        body = json.dumps(to_json(summary), ensure_ascii=False, indent=1).encode()
        return response.raw(body, headers=headers, content_type="application/json; charset=utf-8")
    try:
        body = await asyncio.to_thread(pdf_of, summary, words())
    except Exception as error:  # it may quote the person, so only its kind is logged
        logger.error("a summary could not be printed: %s", type(error).__name__)
        return _refusal("The PDF could not be made. The same summary is there as JSON, and as text in the chat.", 500)
    return response.raw(body, headers=headers, content_type="application/pdf")


def _refusal(sentence: str, status: int) -> HTTPResponse:
    return response.json({"error": sentence}, status=status, headers=_PRIVATE)
