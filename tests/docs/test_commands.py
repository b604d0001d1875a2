"""Every command in every document can be given: its program, targets, modules, paths and variables are there."""

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import DOCUMENTS, ROOT, Command, command_of, commands
from tests.docs.test_settings import in_code
from tests.e2e.quiver import Quiver

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):(?!=)", MAKEFILE, re.M))
SCRIPTS = json.loads((ROOT / "widget" / "package.json").read_text(encoding="utf-8"))["scripts"]
OUTSIDE = {"git", "sha256sum", "sqlite3", "export", "cd", "cp", "docker", "kubectl", "psql", "openssl", "sudo", "apt-get", "podman", "chmod", "nginx", "redis-cli", "pg_dump", "source", "uv", "uvx"}
"""Programs that aren't ours; of these only the paths are looked at."""
ALL = [command for document in DOCUMENTS for command in commands(document)]
REQUESTS = [command for command in ALL if command.words[:1] == ("curl",) and "localhost:5005" in command.line and "/webhooks/plain/" not in command.line]


@pytest.mark.parametrize("command", ALL, ids=str)
def test_a_command_can_be_given(command):
    _known_variables(command)
    if not command.words:
        return
    program, *rest = command.words
    if program == "make":
        _make(rest)
    elif program in ("python", "python3") and rest[0] == "-m":
        _module(rest[1], rest[2:])
    elif program == "widget/npm.sh":
        assert rest[0] == "ci" or (rest[-1] in SCRIPTS), f"widget/package.json has no script {rest[-1]}"
    elif program.startswith(".venv/bin/"):
        assert (Path(sys.executable).parent / Path(program).name).exists()
    elif "/" in program:
        assert (ROOT / program).is_file()
    elif program != "curl" and not (program in ("python", "python3") and rest[0] == "-c"):
        assert program in OUTSIDE, f"is {program} something that every reader has?"


def _known_variables(command: Command) -> None:
    read_by_us = command.words[:1] in (("make",), ("export",))
    assigned = [*command.environment, *(word for word in command.words if read_by_us and re.match(r"[A-Z_]+=", word))]
    for name in (word.partition("=")[0] for word in assigned):
        assert f"$({name})" in MAKEFILE or name in in_code() or name in ("QUIVER_PICTURES", "QUIVER_URL"), f"nobody reads {name}"


def _make(words: list[str]) -> None:
    for word in words:
        name, is_assigned, value = word.partition("=")
        if is_assigned:
            _paths(value.split() if name in ("TESTS", "DATA") else [])
        else:
            assert word in TARGETS, f"there is no make {word}"


def _module(name: str, words: list[str]) -> None:
    assert importlib.util.find_spec(name), f"there is no module {name}"
    _paths([word for word in words if "/" in word])
    if name == "pytest" and "-k" in words:
        wanted = re.findall(r"\w+", words[words.index("-k") + 1].replace(" or ", " "))
        folder = next(ROOT / word for word in words if (ROOT / word).exists())
        names = "\n".join(str(path) + path.read_text(encoding="utf-8") for path in folder.rglob("test_*.py"))
        assert all(word in names for word in wanted), "the tests that -k names aren't there"


def _paths(words: list[str]) -> None:
    for word in words:
        assert (ROOT / word.split("::")[0]).exists() or word.startswith(("FOLDER", "/", "docs/pictures/")), f"there is no {word}"


def test_there_are_commands_to_look_at():
    assert len(ALL) > 40
    assert len(REQUESTS) >= 5


def test_a_command_that_is_not_there_is_seen():
    for line in ("make tea", "python -m runtimes", "brew install", "NOBODY_READS=1 make run", "make test TESTS=tests/none"):
        command = command_of("a test", line)
        assert command
        with pytest.raises(AssertionError):
            test_a_command_can_be_given(command)


def test_make_help_tells_every_target_that_has_a_line():
    apart = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}  # this test itself may be run by make
    told = subprocess.run(["make", "help"], cwd=ROOT, env=apart, stdout=subprocess.PIPE, text=True, check=True).stdout
    assert {line.split()[1] for line in told.splitlines()} == set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.M))
    assert {"run", "test", "docs", "release", "sheet"} <= {line.split()[1] for line in told.splitlines()}


def test_forget_can_be_said_by_hand(tmp_path):
    environment = {**os.environ, "QUIVER_DATABASE_URL": f"sqlite:///{tmp_path / 'conversations.db'}", "PYTHONWARNINGS": "ignore"}
    done = subprocess.run([sys.executable, "-m", "runtime", "forget"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Erased 0 conversations")


@pytest.mark.server
@pytest.mark.parametrize("command", REQUESTS, ids=str)
def test_a_request_in_the_documents_is_answered(command, quiver: Quiver):
    words = [word.replace("localhost:5005", f"127.0.0.1:{quiver.port}") for word in command.words]
    done = subprocess.run([*words, "-w", "\n%{http_code}"], capture_output=True, text=True, check=True)
    body, _, status = done.stdout.rpartition("\n")
    assert status == "200", body
    assert json.loads(body)
