"""The server's secret, and keys made from it: one for each purpose, so that nothing signed for one counts for another."""

import hashlib
import os
import secrets
from pathlib import Path

SHORTEST_SECRET = 16


class SecretError(ValueError):
    """The secret can't be used."""


def key_for(purpose: str, secret: str, folder: Path, *, name: str = "web-secret") -> bytes:
    """The 32-byte key for ``purpose`` made from ``secret``; without one, from a random secret that is kept in ``folder``.

    Raises:
        SecretError: if ``secret`` has fewer than 16 characters.
    """
    if not secret:
        secret = kept_secret(folder / name)
    if len(secret) < SHORTEST_SECRET:
        raise SecretError(f"QUIVER_SECRET has {len(secret)} characters; it needs {SHORTEST_SECRET} or more")
    return hashlib.sha256(f"quiver {purpose} ".encode() + secret.encode()).digest()


def kept_secret(file: Path) -> str:
    """The random secret in ``file``, made for whoever comes first and readable by this user only."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not file.exists():
        # Written whole under another name, then linked: two servers that start at once agree on one secret.
        draft = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(secrets.token_hex(32))
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text(encoding="ascii").strip()
