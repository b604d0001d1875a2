"""From a report to tables and plots: the same shape for every run, the same bytes for the same figures."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.plots import draw
from benchmarks.readme import figures_in, with_figures
from benchmarks.report import from_json, to_json
from benchmarks.tables import COLUMNS, Table, shape, summary, whole
from tests.benchmarks.reports import report


def test_a_report_survives_being_written() -> None:
    text = to_json(report(quick=True))
    assert to_json(from_json(text)) == text
    assert summary(from_json(text)) == summary(report(quick=True))


def test_a_report_of_another_form_is_refused() -> None:
    text = to_json(report(quick=True))
    for broken in (text.replace('"schema": 1', '"schema": 2'), text.replace('"boots"', '"boot"', 1), "[]"):
        with pytest.raises(ValueError, match="report"):
            from_json(broken)


def test_a_quick_summary_has_the_shape_of_a_full_one() -> None:
    quick, full = summary(report(quick=True, reached=140)), summary(report(quick=False, sets=("sealed", "dev")))
    assert shape(quick) == shape(full)
    assert shape(quick)[0] == ("", *COLUMNS)
    assert len(shape(quick)) == len(set(shape(quick)))
    assert quick != full


def test_what_was_not_reached_is_no_figure() -> None:
    row = next(line for line in summary(report(quick=True, reached=140)).splitlines() if "message 1,000" in line)
    assert [cell.strip() for cell in row.strip("|").split("|")][1:] == ["–"] * 4


def test_a_row_that_is_gone_changes_the_shape() -> None:
    text = summary(report(quick=True))
    assert shape(text) != shape("\n".join(line for line in text.splitlines() if "false alarms" not in line))


def test_a_table_has_as_many_cells_in_every_row() -> None:
    assert str(Table(("", "a"), [["b", "1"]])) == "|  | a |\n| --- | --- |\n| b | 1 |"
    for line in (line for line in whole(report(quick=False)).splitlines() if line.startswith("|")):
        assert line.endswith("|")


def test_plots_are_the_same_every_time_and_well_formed(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "other")]
    drawn = []
    for folder in folders:
        folder.mkdir()
        drawn.append([path.read_bytes() for path in draw(report(quick=True, sets=("dev", "sealed")), folder)])
    assert drawn[0] == drawn[1]
    assert {path.name for path in folders[0].iterdir()} == {"reading-dev.svg", "reading-sealed.svg", "stages.svg", "load.svg", "growth.svg"}
    for image in drawn[0]:
        assert ElementTree.fromstring(image).tag.endswith("svg")


def test_every_plot_in_the_tables_is_drawn(tmp_path: Path) -> None:
    of = report(quick=True)
    text = whole(of)
    for path in draw(of, tmp_path):
        assert f"({path.name})" in text


def test_the_summary_takes_its_place_in_the_readme() -> None:
    readme = "# Quiver\n\n<!-- figures -->\nold\n<!-- /figures -->\n\nMore.\n"
    filled = with_figures(readme, "| new |")
    assert filled == "# Quiver\n\n<!-- figures -->\n| new |\n<!-- /figures -->\n\nMore.\n"
    assert figures_in(filled) == "| new |"
    with pytest.raises(ValueError, match="marks"):
        with_figures("# Quiver\n", "| new |")
