"""The engine on which the conversation store runs: PostgreSQL or SQLite, made to fail soon and come back by itself."""

from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.pool import StaticPool

from runtime.erasure import guard
from runtime.settings import Settings

CONNECT_SECONDS = 3
STATEMENT_SECONDS = 10


def conversations(chosen: Settings) -> Engine:
    """An engine on ``QUIVER_DATABASE_URL``. Nothing is connected yet.

    PostgreSQL: a connection that the server has closed is replaced before it is used, connecting takes 3 s at most and a
    statement 10, so a database that is away is an error that can be answered, never a server that stands still.
    """
    url = address(chosen)
    if url.get_backend_name() == "postgresql":
        return guard(sqlalchemy.create_engine(url, **_postgresql(chosen, url)))
    if not url.database or url.database == ":memory:":
        return guard(sqlalchemy.create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False}))
    return guard(sqlalchemy.create_engine(url))


def address(chosen: Settings) -> URL:
    """The address of the conversations; for SQLite, its folder is made."""
    url = make_url(chosen.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return url


def _postgresql(chosen: Settings, url: URL) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "connect_timeout": CONNECT_SECONDS,
        "keepalives_idle": 30,
        "tcp_user_timeout": 1000 * STATEMENT_SECONDS,
        "options": f"-c statement_timeout={STATEMENT_SECONDS}s -c idle_in_transaction_session_timeout={STATEMENT_SECONDS}s",
        "application_name": "quiver",
    }
    return {
        "pool_size": chosen.database_connections,
        "max_overflow": 0,
        "pool_timeout": CONNECT_SECONDS,
        "pool_pre_ping": True,
        "connect_args": {key: value for key, value in arguments.items() if key not in url.query},
    }
