"""A client of the REST channel that does nothing but wait: one connection, kept open, and a clock."""

import http.client
import json
import time


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
        body = json.dumps({"sender": sender, "message": text}).encode()
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
        self._connection.request("POST", "/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
        response = self._connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"status {response.status}")
        return time.perf_counter() - began

    def _connect(self) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)
        connection.connect()
        return connection
