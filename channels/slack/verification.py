"""Is this request really Slack's? Checked before anything of it is parsed, and nothing of it is logged.

Bolt's own check writes the refused body to the log and stumbles over a timestamp that is no number, so it is off.
"""

import hmac
import time
from collections.abc import Callable, Mapping
from enum import Enum
from hashlib import sha256

OLDEST = 60 * 5
"""Seconds after which a signature no longer counts (docs.slack.dev/authentication/verifying-requests-from-slack)."""

LONGEST_STAMP = 12
"""Digits of a time in seconds, for the next 30,000 years."""


class Refusal(Enum):
    """Why a request is refused. The value is what the log says."""

    NO_SECRET = "no signing secret is configured"
    NO_SIGNATURE = "it carries no signature"
    NO_TIME = "its timestamp is no number"
    TOO_OLD = "its timestamp is more than five minutes away"
    WRONG_SIGNATURE = "its signature is wrong"
    REPLAYED = "it was received before"


def refusal(
    body: bytes, headers: Mapping[str, str], *, secret: str, now: Callable[[], float] = time.time
) -> Refusal | None:
    """Why the request isn't Slack's, or None when it is."""
    if not secret.strip():
        return Refusal.NO_SECRET
    signature = headers.get("x-slack-signature", "")
    stamp = headers.get("x-slack-request-timestamp", "")
    if not signature:
        return Refusal.NO_SIGNATURE
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= LONGEST_STAMP):
        return Refusal.NO_TIME
    if abs(now() - int(stamp)) > OLDEST:
        return Refusal.TOO_OLD
    if not hmac.compare_digest(sign(body, stamp, secret=secret).encode(), signature.encode("utf-8", "replace")):
        return Refusal.WRONG_SIGNATURE
    return None


def sign(body: bytes, stamp: str, *, secret: str) -> str:
    """The signature that Slack puts on ``body`` at ``stamp`` (seconds since 1970)."""
    return "v0=" + hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, sha256).hexdigest()


def request_key(headers: Mapping[str, str]) -> str:
    """A name for this very request. The signature covers time and body, so an equal one is a copy."""
    return "request:" + sha256(headers.get("x-slack-signature", "").encode("utf-8", "replace")).hexdigest()
