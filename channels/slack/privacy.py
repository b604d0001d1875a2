"""Loggers that can't leak: no token, and never the library's debug output, which prints what people write."""

import logging
import re

_SECRET = re.compile(r"xox[a-z](?:\.xox[a-z])?-[\w-]+|xapp-[\w-]+|xoxe-[\w-]+|(?<=ticket=)[^\s&'\"]+|v0=[0-9a-f]{64}")
_USERINFO = re.compile(r"(?<=://)[^/\s@:]*:[^/\s@]+(?=@)")


def hidden(text: str) -> str:
    """``text`` with tokens, tickets, signatures and passwords in addresses replaced."""
    return _USERINFO.sub("•••", _SECRET.sub("•••", text))


class NoSecrets(logging.Filter):
    """Renders each record once, without secrets and without a traceback's values."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, without what it must not say."""
        record.msg, record.args = hidden(record.getMessage()), ()
        if record.exc_info:
            kind = record.exc_info[0]
            record.msg += f" ({kind.__name__})" if kind else ""
            record.exc_info = record.exc_text = None
        return True


def channel_logger() -> logging.Logger:
    """The channel's own logger."""
    return _filtered("quiver.slack", logging.INFO)


def library_logger() -> logging.Logger:
    """The logger for Bolt and the SDK, at ERROR: below that they give advice, and at DEBUG print whole payloads."""
    return _filtered("quiver.slack.library", logging.ERROR)


def _filtered(name: str, level: int) -> logging.Logger:
    logger = logging.getLogger(name)
    logger.setLevel(level)
    if not any(isinstance(one, NoSecrets) for one in logger.filters):
        logger.addFilter(NoSecrets())
    return logger
