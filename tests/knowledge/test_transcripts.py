"""The transcripts in the docs: what Quiver says in them bears being read aloud."""

import re

import pytest

from benchmarks.transcripts import FOLDER, talks

TALKS = talks()


def said(talk):
    """What Quiver says in a transcript, without sources in brackets, marks and levels."""
    text = (FOLDER / f"{talk['name']}.md").read_text(encoding="utf-8").split("running Quiver.", 1)[1]
    lines = [line for line in text.splitlines() if line and not line.startswith((">", "*level"))]
    return [re.sub(r"\((?:[^()]|\([^()]*\))*\)|\*\*", "", line).strip() for line in lines]


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk["name"])
def test_every_message_of_a_talk_stands_in_its_transcript(talk):
    text = (FOLDER / f"{talk['name']}.md").read_text(encoding="utf-8")
    assert all(isinstance(turn, str) and f"> **{turn}**" in text for turn in talk["turns"])
    assert text.rstrip().endswith("*level: emergency*"), "a sign that comes late"


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk["name"])
def test_no_sentence_is_said_twice(talk):
    sentences = [sentence for line in said(talk) for sentence in re.split(r"(?<=[.?!])\s+", line) if len(sentence.split()) > 3]
    assert sentences
    assert len(sentences) == len(set(sentences)), {sentence for sentence in sentences if sentences.count(sentence) > 1}


def test_there_is_a_transcript_for_every_talk_and_no_other():
    assert {file.stem for file in FOLDER.glob("*.md")} == {talk["name"] for talk in TALKS}
    assert len(TALKS) >= 2
