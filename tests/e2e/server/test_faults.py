"""Processes that are killed, stores that are locked: the person still gets an answer, and nothing is lost."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.quiver import ROOT, Quiver, free_port

pytestmark = pytest.mark.server


def test_a_killed_action_server_is_not_noticed_and_comes_back(quiver: Quiver) -> None:
    person = quiver.person(locale="en-GB")
    person.say("my upper lip twitches since yesterday")
    before = quiver.children()["actions"]
    os.kill(before, signal.SIGKILL)
    turn = person.say("my speech is slurred as well")
    assert turn.level == "emergency"
    assert turn.first_sentence == "**Call 999 now.**"
    deadline = time.monotonic() + 30
    while quiver.children().get("actions", before) == before and time.monotonic() < deadline:
        time.sleep(0.2)
    assert quiver.children()["actions"] != before


def test_a_locked_store_gets_a_safe_answer_that_keeps_the_emergency(quiver: Quiver) -> None:
    person = quiver.person()
    with sqlite3.connect(quiver.state / "conversations.db", isolation_level=None) as store:
        store.execute("BEGIN EXCLUSIVE")
        turn = person.say("the left side of my face is drooping")
        store.execute("ROLLBACK")
    assert turn.level == "emergency"
    assert "emergency number" in " ".join(turn.texts)


def test_the_log_holds_no_words_of_people(quiver: Quiver) -> None:
    quiver.person().say("xylophone quixotic zebra my lip twitches")
    assert "xylophone" not in quiver.log.read_text()


def test_a_conversation_survives_a_restart(tmp_path: Path) -> None:
    running = Quiver(free_port(), tmp_path)
    try:
        person = running.start().person()
        person.say("my top lip has been twitching for three weeks")
        running.stop()
        person.quiver = Quiver(free_port(), tmp_path).start()
        turn = person.say("thanks")
        assert turn.level == "routine"
    finally:
        running.stop()
        person.quiver.stop()


def test_a_port_in_use_is_one_clear_sentence(quiver: Quiver) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "runtime"], cwd=ROOT, env={**os.environ, "PORT": str(quiver.port)}, capture_output=True, check=False
    )
    assert result.returncode == 1
    assert result.stderr.decode().strip() == f"Quiver: Port {quiver.port} is in use; choose another with 'make run PORT=…'."
