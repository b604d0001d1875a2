"""TensorFlow is left out where nothing needs it, and only there."""

import subprocess
import sys
from pathlib import Path

import pytest

from runtime.without_tensorflow import does_without
from tests.e2e.quiver import ROOT


def run(program: str) -> str:
    return subprocess.run([sys.executable, "-W", "ignore", "-c", program], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def test_quivers_own_pipeline_does_without() -> None:
    assert does_without(ROOT / "config.yml")


@pytest.mark.parametrize("config", ["pipeline:\n- name: DIETClassifier\n", "policies:\n- name: TEDPolicy\n", "{}", "pipeline:\npolicies:\n- name: someone.elses.Policy\n"])
def test_any_other_component_gets_it(tmp_path: Path, config: str) -> None:
    (tmp_path / "config.yml").write_text(config)
    assert not does_without(tmp_path / "config.yml")


def test_rasa_starts_without_it_and_using_it_is_an_error_that_says_what_to_do() -> None:
    said = run(
        "from pathlib import Path\n"
        "from runtime.without_tensorflow import leave_out_tensorflow, TensorFlowLeftOutError\n"
        "assert leave_out_tensorflow(Path('config.yml'), {})\n"
        "import rasa.core.agent, rasa.engine.recipes.default_components, sys\n"
        "from rasa.utils.tensorflow.models import RasaModel\n"
        "try:\n    RasaModel()\nexcept TensorFlowLeftOutError as error:\n    print(error)\n"
        "assert not hasattr(sys.modules['tensorflow'], '__version__')\n"
    )
    assert "QUIVER_TENSORFLOW=1" in said


def test_whoever_wants_it_gets_it() -> None:
    assert run("from pathlib import Path\nfrom runtime.without_tensorflow import leave_out_tensorflow\nprint(leave_out_tensorflow(Path('config.yml'), {'QUIVER_TENSORFLOW': '1'}))") == "False"
