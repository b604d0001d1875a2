"""A person's language and time zone, which choose the numbers. Asked from Slack, kept for an hour, never stored."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable

from channels.slack.delivery import Delivery, SlackRefusedError
from channels.slack.privacy import channel_logger

KEPT = 3600
PATIENCE = 3.0
"""Seconds. An answer without the right country's number is better than none."""
MOST = 5000
log = channel_logger()


class People:
    """What ``users.info`` says of a person, of which only ``locale`` and ``timezone`` are looked at."""

    def __init__(self, delivery: Delivery, *, now: Callable[[], float] = time.monotonic) -> None:
        self._delivery, self._now = delivery, now
        self._known: OrderedDict[str, tuple[float, dict[str, str]]] = OrderedDict()
        self._told = False

    async def about(self, user: str) -> dict[str, str]:
        """``locale`` and ``timezone`` of ``user``, as far as Slack tells; a failure is no reason not to answer."""
        at, known = self._known.get(user, (0.0, {}))
        if known and self._now() - at < KEPT:
            return known
        asking = self._delivery.call("users.info", user=user, include_locale="true")
        try:
            person = (await asyncio.wait_for(asking, PATIENCE)).get("user") or {}
        except (SlackRefusedError, asyncio.TimeoutError) as failed:
            self._tell(getattr(failed, "error", "nothing"))
            return known
        found = {"locale": person.get("locale"), "timezone": person.get("tz")}
        known = {key: str(value) for key, value in found.items() if value}
        self._known[user] = (self._now(), known)
        while len(self._known) > MOST:
            self._known.popitem(last=False)
        return known

    def forget(self, user: str) -> None:
        """Drop what is known of ``user``."""
        self._known.pop(user, None)

    def _tell(self, error: str) -> None:
        if not self._told:
            log.warning("Slack: users.info says %s, so emergency numbers can't be chosen by country.", error)
        self._told = True
