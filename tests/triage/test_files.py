"""Reading knowledge files: a slip is named at once."""

import pytest

from triage.files import KnowledgeError, read_yaml, require_keys


def written(folder, text):
    path = folder / "some.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_read_as_yaml(tmp_path):
    assert read_yaml(written(tmp_path, "a: {b: [1, two]}")) == {"a": {"b": [1, "two"]}}


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(KnowledgeError, match=r"gone\.yml: can't be read"):
        read_yaml(tmp_path / "gone.yml")


def test_a_file_that_is_no_yaml_is_named(tmp_path):
    with pytest.raises(KnowledgeError, match=r"some\.yml: is not valid YAML"):
        read_yaml(written(tmp_path, "a: ["))


@pytest.mark.parametrize("text", ["a: 1\nb: 2\na: 3", "outer:\n  a: 1\n  a: 1"])
def test_a_key_that_stands_twice_is_named_and_not_overwritten(tmp_path, text):
    with pytest.raises(KnowledgeError, match="'a' stands twice"):
        read_yaml(written(tmp_path, text))


def test_knowledge_errors_are_value_errors():
    assert issubclass(KnowledgeError, ValueError)


def test_a_row_with_its_keys_comes_back_as_it_is():
    row = {"id": 1, "note": 2}
    assert require_keys("here", row, ["id"], ["note", "other"]) is row


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({}, "here: 'id' is missing"),
        ({"id": 1, "extra": 2}, "here: 'extra' is not a known key"),
        (["id"], "here: should be a mapping, is"),
        (None, "here: should be a mapping, is None"),
    ],
)
def test_a_row_of_another_form_is_named(row, message):
    with pytest.raises(KnowledgeError, match=message):
        require_keys("here", row, ["id"])
