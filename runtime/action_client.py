"""Calls to the action server: over connections that are kept, with the request's id, and not to a server that is away."""

import asyncio
import time
from typing import Any

import aiohttp
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from runtime import requests

AWAY = 2.0
"""Seconds for which a server that failed isn't asked again."""


class AwayError(ConnectionError):
    """The action server failed a moment ago."""


class ActionEndpoint(EndpointConfig):
    """The action server's address. All of Rasa's actions share one, and so its connections."""

    def __init__(self, url: str, **kwargs: Any) -> None:
        super().__init__(url=url, **kwargs)
        self._session: aiohttp.ClientSession | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._away_until = 0.0

    async def request(self, method: str = "post", subpath: str | None = None, **kwargs: Any) -> Any:
        """Post ``json`` and return the answer's JSON.

        Raises:
            AwayError: if the server failed less than two seconds ago.
            aiohttp.ClientError, asyncio.TimeoutError: if it fails now.
            ClientResponseError: if it answers with an error.
        """
        if time.monotonic() < self._away_until:
            raise AwayError("the action server failed a moment ago")
        try:
            headers = {requests.HEADER: requests.current()}
            async with self._open().post(self.url, json=kwargs.get("json"), headers=headers) as response:
                if response.status >= 400:
                    raise ClientResponseError(response.status, response.reason, await response.read())
                return await response.json()
        except (aiohttp.ClientConnectionError, asyncio.TimeoutError, asyncio.CancelledError):
            self.rest()
            raise

    def rest(self) -> None:
        """Leave the server alone for a moment."""
        self._away_until = time.monotonic() + AWAY

    def _open(self) -> aiohttp.ClientSession:
        loop = asyncio.get_running_loop()
        if self._session is None or self._session.closed or self._loop is not loop:
            self._loop = loop
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=64, keepalive_timeout=4))
        return self._session
