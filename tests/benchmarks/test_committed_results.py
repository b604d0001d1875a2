"""The figures in the repository: tables, plots and README say what figures.json does, in the shape of any other run."""

from pathlib import Path

import pytest

from benchmarks.plots import draw
from benchmarks.readme import figures_in
from benchmarks.report import Report, from_json
from benchmarks.run import FIGURES, TABLES
from benchmarks.tables import shape, summary, whole
from runtime.settings import ROOT
from tests.benchmarks.reports import report

RESULTS = ROOT / "benchmarks" / "results"


@pytest.fixture(scope="module")
def committed() -> Report:
    return from_json((RESULTS / FIGURES).read_text(encoding="utf-8"))


def test_the_readme_has_the_shape_of_a_quick_run() -> None:
    readme = figures_in((ROOT / "README.md").read_text(encoding="utf-8"))
    assert shape(readme) == shape(summary(report(quick=True)))


def test_the_readme_shows_the_committed_figures(committed: Report) -> None:
    assert figures_in((ROOT / "README.md").read_text(encoding="utf-8")) == summary(committed)


def test_the_tables_are_those_of_the_figures(committed: Report) -> None:
    assert (RESULTS / TABLES).read_text(encoding="utf-8") == whole(committed)


def test_the_plots_are_those_of_the_figures(committed: Report, tmp_path: Path) -> None:
    for path in draw(committed, tmp_path):
        assert (RESULTS / path.name).read_bytes() == path.read_bytes(), f"{path.name}: run python -m benchmarks.run --render"
