"""Locks on conversations: one turn at a time, on all replicas, without polling.

Rasa's lock stores look once a second whether it is their turn; whoever writes twice in a row waits that second. Here
those who wait are woken: inside a process by a queue, between processes through a list in Redis.

Locks keep order and spare work. That nothing is doubled or lost doesn't rest on them (see ``runtime.turns``), so while
Redis is away each process goes on with its own.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import Any
from uuid import uuid4
from weakref import WeakValueDictionary

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LockStore
from rasa.utils.endpoints import EndpointConfig
from redis import asyncio as redis
from redis.exceptions import RedisError

from runtime.metrics import FALLBACKS
from runtime.settings import settings

logger = logging.getLogger(__name__)

LEASE = 4.0
"""Seconds after which the lock of a process that died is free. A living one renews it."""
LOOK = 0.5
"""Seconds after which somebody who waits looks by themselves, in case whoever should have woken them died."""
LONGEST_WAIT = 30.0
"""Seconds to wait for another replica; then the turn is taken, and the store decides."""
AWAY = 1.0
"""Seconds for which Redis is left alone after it failed."""

_TAKE = "if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) or redis.call('GET', KEYS[1]) == ARGV[1] then return 1 end return 0"
_RENEW = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0"
_FREE = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
redis.call('LPUSH', KEYS[2], 1)
redis.call('LTRIM', KEYS[2], 0, 0)
redis.call('PEXPIRE', KEYS[2], ARGV[2])
return 1
"""


class ConversationLocks(LockStore):
    """Rasa's lock store for ``endpoints.yml``: in this process, and in Redis where ``QUIVER_REDIS_URL`` names one."""

    def __init__(self, endpoint_config: EndpointConfig | None = None, *, redis_url: str | None = None) -> None:
        super().__init__()
        url = settings().redis_url if redis_url is None else redis_url
        self.shared = RedisLocks(url) if url else None
        self._queues: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = LONGEST_WAIT, wait_time_in_seconds: float = 1
    ) -> AsyncIterator[TicketLock]:
        """Hold the conversation; those who come later wait, first come first served. Both numbers are ignored."""
        async with self._queues.setdefault(conversation_id, asyncio.Lock()):
            if self.shared is None:
                yield TicketLock(conversation_id)
            else:
                async with self.shared.held(conversation_id):
                    yield TicketLock(conversation_id)


def key_of(conversation: str) -> str:
    """The key of the lock on ``conversation``; nobody can read the conversation's id from it."""
    return f"quiver:lock:{sha256(conversation.encode()).hexdigest()[:32]}"


class RedisLocks:
    """Locks that all replicas see. Keys are hashes of conversation ids, so Redis holds nobody's name."""

    def __init__(self, url: str) -> None:
        self._redis = redis.from_url(url, socket_timeout=2, socket_connect_timeout=0.5)
        self._away_until = 0.0
        self._was_away = False

    @asynccontextmanager
    async def held(self, conversation: str) -> AsyncIterator[None]:
        """Hold ``conversation``; without Redis, go on as if it were free."""
        key, token = key_of(conversation), uuid4().hex
        if not await self._take(key, token):
            yield
            return
        renewing = asyncio.create_task(self._renew(key, token))
        try:
            yield
        finally:
            renewing.cancel()
            await self._ask(_FREE, 2, key, f"{key}:free", token, int(1000 * LEASE))

    async def reachable(self) -> bool:
        """Whether Redis answers now."""
        try:
            return bool(await self._redis.ping())
        except (RedisError, OSError):
            return False

    async def _take(self, key: str, token: str) -> bool:
        until = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < until:
            taken = await self._ask(_TAKE, 1, key, token, int(1000 * LEASE))
            if taken is None:
                return False
            if taken:
                return True
            try:
                await self._redis.blpop([f"{key}:free"], timeout=LOOK)
            except (RedisError, OSError) as error:
                self._note(error)
                return False
        return False

    async def _renew(self, key: str, token: str) -> None:
        while True:
            await asyncio.sleep(LEASE / 3)
            await self._ask(_RENEW, 1, key, token, int(1000 * LEASE))

    async def _ask(self, script: str, keys: int, *arguments: Any) -> int | None:
        """What the script returns; None while Redis is away. A connection that Redis has closed is tried once more."""
        if time.monotonic() < self._away_until:
            return None
        for attempt in (1, 2):
            try:
                result = int(await self._redis.eval(script, keys, *arguments))
            except (RedisError, OSError) as error:
                if attempt == 2:
                    self._note(error)
                continue
            if self._was_away:
                self._was_away = False
                logger.warning("Redis is back; locks are shared again")
            return result
        return None

    def _note(self, error: Exception) -> None:
        self._away_until = time.monotonic() + AWAY
        FALLBACKS.labels("redis_lock").inc()
        if not self._was_away:
            self._was_away = True
            logger.warning("Redis does not answer (%s); until it does, each replica uses locks of its own", type(error).__name__)
