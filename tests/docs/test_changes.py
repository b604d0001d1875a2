"""Each change of docs/changing.md, made in a copy: the tests and the sheet react, and Quiver says what it was taught."""

import os
import subprocess
import sys
import urllib.request

import pytest

from tests.docs.changes import MISTAKE, add_new_files, apply, copy_of_the_project, diffs
from tests.e2e.quiver import Quiver, free_port


def run(folder, *arguments):
    """``python …`` in the copy."""
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    return subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """A copy with every change of the page but the mistake."""
    folder = copy_of_the_project(tmp_path_factory.mktemp("changed"), with_model=True)
    add_new_files(folder)
    for diff in diffs():
        if MISTAKE not in diff:
            apply(diff, folder)
    return folder


@pytest.fixture(scope="module")
def running(changed, tmp_path_factory):
    quiver = Quiver(free_port(), tmp_path_factory.mktemp("state"), root=changed)
    try:
        yield quiver.start()
    finally:
        quiver.stop()


def test_the_page_shows_a_change_of_every_kind():
    files = [diff.splitlines()[0].removeprefix("--- ") for diff in diffs()]
    assert {"knowledge/triage.yml", "knowledge/topics.yml", "knowledge/phrases.yml", "knowledge/emergency_numbers.yml", "credentials.yml"} == set(files)


def test_after_a_change_of_the_table_the_sheet_is_stale_until_it_is_printed_anew(tmp_path):
    folder = copy_of_the_project(tmp_path)
    apply(next(diff for diff in diffs() if "RF-11" in diff or "pain: present" in diff), folder)
    stale = run(folder, "-m", "pytest", "tests/triage/test_sheet.py", "-k", "fresh")
    assert stale.returncode == 1
    assert "docs/triage.md is stale: run `make sheet`" in stale.stdout
    printed = run(folder, "-m", "triage.sheet")
    assert "no part of an ordinary twitch" in printed.stdout
    (folder / "docs" / "triage.md").write_text(printed.stdout, encoding="utf-8")
    assert run(folder, "-m", "pytest", "tests/triage/test_sheet.py", "-k", "fresh").returncode == 0


def test_a_row_made_less_urgent_is_refused_by_the_proofs_that_the_page_names(tmp_path):
    folder = copy_of_the_project(tmp_path)
    apply(next(diff for diff in diffs() if MISTAKE in diff), folder)
    refused = run(folder, "-m", "pytest", "tests/triage/test_table.py", "-k", "every_combination")
    assert refused.returncode == 1
    for proof in ("every_urgent_sign_is_urgent", "the_table_says_what_the_contract_says"):
        assert f"FAILED tests/triage/test_table.py::test_the_table_holds_for_every_combination[{proof}]" in refused.stdout


def test_the_new_words_pass_the_tests_of_knowledge(changed):
    done = run(changed, "-m", "pytest", "tests/knowledge/test_facts.py", "tests/knowledge/test_topics.py", "tests/knowledge/test_phrases.py", "tests/knowledge/test_numbers.py")
    assert done.returncode == 0, done.stdout[-3000:]


def test_the_new_channel_keeps_to_the_house_rules(changed):
    done = run(changed, "-m", "ruff", "check", "channels/plain.py")
    assert done.returncode == 0, done.stdout


@pytest.mark.server
def test_the_new_reason_is_said(running):
    assert "Pain is no part of an ordinary twitch" in "\n".join(running.person(locale="en-GB").say("my upper lip twitches and it hurts a lot").texts)


@pytest.mark.server
def test_the_new_topic_is_said(running):
    turn = running.person(locale="en-GB").say("would massaging my lip help?")
    assert "Massage the twitching spot gently" in "\n".join(turn.texts)
    assert turn.envelope["topics"] == ["relief_massage"]


@pytest.mark.server
def test_the_new_phrase_is_said(running):
    person = running.person(locale="en-GB")
    person.say("hello")
    assert "You can come back any time." in "\n".join(person.say("goodbye").texts)


@pytest.mark.server
def test_the_new_number_is_said(running):
    assert "999" in running.person(locale="en-IE").say("one side of my face is drooping").first_sentence


@pytest.mark.server
def test_the_new_channel_answers_in_plain_text(running):
    request = urllib.request.Request(f"{running.url}/webhooks/plain/ada", b"my lip twitches")
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert answer.headers["Content-Type"].startswith("text/plain")
        said = answer.read().decode()
    assert "drooping" in said
    assert "{" not in said
