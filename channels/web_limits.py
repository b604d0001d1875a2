"""How much one sender may say, and which pages may speak at all. Pure: no clock but the one handed in."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}


class Allowance:
    """A token bucket for each sender: ``burst`` messages at once, then ``per_second``.

    The senders least recently heard are forgotten beyond ``remembered`` of them, so memory stays bounded.
    """

    def __init__(self, *, burst: int, per_second: float, clock: Callable[[], float], remembered: int = 10_000) -> None:
        self._burst = float(burst)
        self._per_second = per_second
        self._clock = clock
        self._remembered = remembered
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, sender: str) -> bool:
        """Whether ``sender`` may say one more thing now; if so, it is counted."""
        now = self._clock()
        left, since = self._buckets.pop(sender, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._per_second)
        allowed = left >= 1
        self._buckets[sender] = (left - 1 if allowed else left, now)
        while len(self._buckets) > self._remembered:
            self._buckets.popitem(last=False)
        return allowed


def may_connect(origin: str | None, host: str | None, allowed: Iterable[str]) -> bool:
    """Whether a page at ``origin`` may talk to the server that it reached as ``host``.

    A browser always names the origin of a foreign page; programs that name none are no browser's victim.
    Pages of the same host may, whatever the scheme: a proxy that ends TLS hides it.
    """
    if not origin:
        return True
    if origin.lower() in allowed:
        return True
    try:
        here, there = _address(origin), _address(f"{urlsplit(origin).scheme}://{host}")
    except ValueError:
        return False
    return here is not None and here == there


def _address(url: str) -> tuple[str, int] | None:
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        return None
    return parts.hostname.lower(), parts.port or _PORTS[parts.scheme]
