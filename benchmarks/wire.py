"""Clients of the REST channel that do nothing but wait: one connection, kept open, and a clock."""

import asyncio
import http.client
import json
import re
import time

PATH = "/webhooks/rest/webhook"
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)


class Wire:
    """One connection to the server at ``port`` of this machine."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection = self._connect()

    def say(self, sender: str, text: str) -> float:
        """Send one message. Returns the seconds until its whole answer was there.

        Raises:
            OSError: if the server is gone.
            RuntimeError: if it answers with anything but 200.
        """
        body = _body(sender, text)
        try:
            return self._timed(body)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self._connection.close()
            self._connection = self._connect()  # an idle connection was closed
            return self._timed(body)

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _timed(self, body: bytes) -> float:
        began = time.perf_counter()
        self._connection.request("POST", PATH, body, {"Content-Type": "application/json"})
        response = self._connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"status {response.status}")
        return time.perf_counter() - began

    def _connect(self) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)
        connection.connect()
        return connection


class AsyncWire:
    """One of many connections to the server at ``port`` of this machine, all in one thread, each as cheap as can be."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def say(self, sender: str, text: str) -> float:
        """Send one message. Returns the seconds until its whole answer was there.

        Raises:
            OSError: if the server is gone.
            EOFError: if it hangs up.
            RuntimeError: if it answers with anything but 200.
        """
        body = _body(sender, text)
        head = f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        try:
            began = time.perf_counter()
            writer.write(head.encode() + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            length = _LENGTH.search(answer)
            await reader.readexactly(int(length[1]) if length else 0)
            took = time.perf_counter() - began
        except (OSError, EOFError):
            await self.close()
            raise
        if not answer.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(answer.split(b"\r\n", 1)[0].decode())
        return took

    async def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


def _body(sender: str, text: str) -> bytes:
    return json.dumps({"sender": sender, "message": text}).encode()
