"""The diagrams say what the code does."""

import ast
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from documentation.diagrams import COLUMNS, DIAGRAMS, PICTURES, PURPOSES, STEPS, linter, packages
from tests.docs.pages import ROOT


@pytest.mark.parametrize("name", DIAGRAMS)
def test_a_tracked_diagram_is_fresh(name):
    assert (PICTURES / name).read_text(encoding="utf-8") == DIAGRAMS[name](), f"docs/pictures/{name} is stale: run `make docs`"


@pytest.mark.parametrize("name", DIAGRAMS)
def test_a_diagram_is_an_image_that_fetches_nothing_and_has_a_title(name):
    root = ElementTree.fromstring(DIAGRAMS[name]())
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert {"title", "desc"} <= tags
    assert not tags & {"script", "image", "foreignObject", "use", "a"}
    assert "url(http" not in DIAGRAMS[name]()


@pytest.mark.parametrize("name", DIAGRAMS)
def test_nothing_in_a_diagram_leaves_its_paper(name):
    root = ElementTree.fromstring(DIAGRAMS[name]())
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for box in root.iter("{http://www.w3.org/2000/svg}rect"):
        assert 0 <= float(box.get("x", 0)) <= width - float(box.attrib["width"])
        assert 0 <= float(box.get("y", 0)) <= height - float(box.attrib["height"])


def test_every_package_has_a_place():
    assert set(packages().imports) == set(PURPOSES) == set(COLUMNS)


def test_no_two_packages_share_a_place():
    places = [(COLUMNS[name], packages().row(name)) for name in packages().imports]
    assert len(set(places)) == len(places)


def test_the_arrows_are_those_of_the_imports():
    for name, others in packages().imports.items():
        lines = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / name).rglob("*.py"))
        for other in packages().imports:
            if other not in (name, *others):
                assert f"\nfrom {other}." not in lines, f"{name} imports {other}"
    assert packages().imports["triage"] == frozenset()
    assert packages().imports["dialogue"] == {"triage"}


def test_what_the_contracts_forbid_is_in_no_arrow():
    for contract in linter()["contracts"]:
        if contract["type"] == "forbidden":
            for name in contract["source_modules"]:
                assert not packages().imports[name] & set(contract["forbidden_modules"])
        if contract["type"] == "independence":
            for name in contract["modules"]:
                assert not packages().imports[name] & set(contract["modules"])


@pytest.mark.parametrize("function", [function for step in STEPS for function in step.functions])
def test_a_function_in_the_diagram_exists(function):
    *module, first, last = function.split(".")
    is_method = first[0].isupper()
    path = ROOT.joinpath(*module).with_suffix(".py") if is_method else ROOT.joinpath(*module, first).with_suffix(".py")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == first) if is_method else tree
    assert any(isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == last for node in inside.body)


@pytest.mark.parametrize("file", [file for step in STEPS for file in step.files])
def test_a_file_in_the_diagram_exists(file):
    assert (ROOT / file).exists()


def test_a_turn_takes_its_steps_in_the_diagrams_order():
    steps = [function.split(".")[-1] for step in STEPS for function in step.functions]
    called = _calls(ROOT / "dialogue" / "turn.py", "take_turn")
    assert [name for name in called if name in ("understand", "assess", "compose")] == ["understand", "assess", "compose"]
    assert [name for name in steps if name in ("understand", "assess", "compose")] == ["understand", "assess", "compose"]
    assert "next_question" in _calls(ROOT / "dialogue" / "reply.py", "compose")
    assert "mask" in _calls(ROOT / "runtime" / "processor.py", "log_message")
    assert {"score", "named", "mentions"} <= set(_calls(ROOT / "components" / "reader.py", "read"))


def _calls(path: Path, function: str) -> list[str]:
    """The names that a function calls, in the order in which the calls end."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = next(node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == function)
    calls = sorted((node for node in ast.walk(found) if isinstance(node, ast.Call)), key=lambda node: (node.lineno, node.col_offset))
    return [node.func.id if isinstance(node.func, ast.Name) else node.func.attr for node in calls if isinstance(node.func, (ast.Name, ast.Attribute))]
