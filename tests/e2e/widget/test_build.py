"""The widget's own checks, run with Node: types, unit tests, the size of the bundle, and that the tracked copy is current."""

import re


def test_the_tracked_copy_is_what_the_sources_give_and_small_enough(npm):
    said = npm("run", "check")
    assert "widget/dist is what the sources give." in said
    size = re.search(r"quiver\.js: ([\d.]+) kB gzipped of 40 kB allowed", said)
    assert size
    assert float(size[1]) <= 40


def test_the_logic_of_the_element(npm):
    said = npm("test")
    assert re.search(r"Tests\s+\d+ passed", re.sub(r"\x1b\[[\d;]*m", "", said))
