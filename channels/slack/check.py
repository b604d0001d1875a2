"""``python -m channels.slack.check``: is Slack set up well? Says what is wrong, before anybody writes to Quiver.

Ends with status 0 when all is well, with 1 when something has to be put right.
"""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from triage.files import read_yaml

from channels.slack.ledger import open_ledger
from channels.slack.privacy import hidden, library_logger
from channels.slack.settings import HTTP, SlackSettings, read_settings

ROOT = Path(__file__).resolve().parent.parent.parent
MANIFEST = ROOT / "deploy" / "slack-manifest.yml"
CREDENTIALS_KEY = "channels.slack.SlackInput"
GOOD, NOTE, BAD = "ok", "note", "wrong"


@dataclass(frozen=True)
class Finding:
    """One line of the report: ``ok``, ``note`` or ``wrong``, and a sentence."""

    mark: str
    sentence: str


def needed_scopes(manifest: Path = MANIFEST) -> frozenset[str]:
    """The bot scopes of the manifest, which is their one home."""
    return frozenset(read_yaml(manifest)["oauth_config"]["scopes"]["bot"])


def scope_findings(granted: frozenset[str], needed: frozenset[str]) -> Iterator[Finding]:
    """What the granted scopes lack and what they have too many."""
    for scope in sorted(needed - granted):
        yield Finding(BAD, f"The scope {scope} is missing: add it under 'OAuth & Permissions' and reinstall the app.")
    for scope in sorted(granted - needed):
        yield Finding(NOTE, f"The scope {scope} is not needed and could be taken away.")
    if needed <= granted:
        yield Finding(GOOD, f"All {len(needed)} scopes are granted.")


async def check(settings: SlackSettings) -> list[Finding]:
    """Everything that can be found out without a message from Slack."""
    if not settings.is_set:
        return [
            Finding(BAD, "Nothing is configured: SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET are unset.")
        ]
    found = [Finding(BAD, problem) for problem in settings.problems()]
    async with _client(settings) as client:
        if settings.bot_token:
            found += await _check_bot(client)
        if settings.app_token:
            found += await _check_app(client, settings.app_token)
    if HTTP in settings.transports and not any("SIGNING_SECRET" in problem for problem in settings.problems()):
        found.append(Finding(NOTE, "The signing secret has the right form; only a request from Slack can prove it."))
    return found + await _check_ledger(settings)


@asynccontextmanager
async def _client(settings: SlackSettings) -> AsyncIterator[AsyncWebClient]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)) as session:
        yield AsyncWebClient(
            token=settings.bot_token,
            base_url=settings.api_url,
            proxy=settings.proxy,
            session=session,
            logger=library_logger(),
            retry_handlers=[],
        )


async def _check_bot(client: AsyncWebClient) -> list[Finding]:
    try:
        me = await client.auth_test()
    except (SlackApiError, aiohttp.ClientError, asyncio.TimeoutError, OSError) as failed:
        return [Finding(BAD, f"SLACK_BOT_TOKEN: auth.test says {_reason(failed)}.")]
    granted = frozenset(scope.strip() for scope in me.headers.get("x-oauth-scopes", "").split(",") if scope.strip())
    answer: Mapping[str, Any] = me.data if isinstance(me.data, dict) else {}
    greeting = Finding(GOOD, f"SLACK_BOT_TOKEN: speaks as {answer.get('user')} in {answer.get('team')}.")
    return [greeting, *scope_findings(granted, needed_scopes())]


async def _check_app(client: AsyncWebClient, app_token: str) -> list[Finding]:
    try:
        await client.apps_connections_open(app_token=app_token)
    except (SlackApiError, aiohttp.ClientError, asyncio.TimeoutError, OSError) as failed:
        return [Finding(BAD, f"SLACK_APP_TOKEN: apps.connections.open says {_reason(failed)}.")]
    return [Finding(GOOD, "SLACK_APP_TOKEN: Socket Mode can be used.")]


async def _check_ledger(settings: SlackSettings) -> list[Finding]:
    where = "Redis" if settings.redis_url else f"{settings.folder}/"
    ledger = open_ledger(settings.folder, settings.redis_url)
    try:
        await ledger.settle("nobody")
        await ledger.close()
    except Exception as failed:
        return [Finding(BAD, f"Handled events can't be noted in {where} ({type(failed).__name__}).")]
    return [Finding(GOOD, f"Handled events are noted in {where}, so that each is answered once.")]


def _reason(failed: Exception) -> str:
    if isinstance(failed, SlackApiError) and isinstance(failed.response.data, dict):
        return str(failed.response.get("error"))
    return hidden(type(failed).__name__)


def main(arguments: list[str] | None = None) -> int:
    """The command. ``--credentials`` names the file that Rasa is started with."""
    parser = argparse.ArgumentParser(prog="python -m channels.slack.check", description="Is Slack set up well?")
    parser.add_argument("--credentials", type=Path, default=ROOT / "credentials.yml")
    file = parser.parse_args(arguments).credentials
    credentials = (read_yaml(file) or {}).get(CREDENTIALS_KEY) if file.exists() else None
    found = asyncio.run(check(read_settings(credentials)))
    for finding in found:
        print(f"{finding.mark:>5}  {finding.sentence}")
    return 1 if any(finding.mark == BAD for finding in found) else 0


if __name__ == "__main__":
    sys.exit(main())
