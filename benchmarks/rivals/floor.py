"""The floor: an almost empty Rasa, one intent by keywords, one rule, one sentence. What no Rasa can be cheaper than."""

import subprocess
import sys
import time
from pathlib import Path

from runtime.training import quiet_environment

FILES = {
    "config.yml": """\
recipe: default.v1
language: en
assistant_id: floor
pipeline:
- name: KeywordIntentClassifier
  case_sensitive: false
policies:
- name: RulePolicy
  core_fallback_action_name: utter_something
""",
    "domain.yml": """\
version: "3.1"
intents: [something]
responses:
  utter_something:
  - text: I hear you.
""",
    "data/nlu.yml": """\
version: "3.1"
nlu:
- intent: something
  examples: |
    - i
    - my
    - the
    - it
    - is
    - to
    - a
""",
    "data/rules.yml": """\
version: "3.1"
rules:
- rule: something
  steps:
  - intent: something
  - action: utter_something
""",
}


def train(folder: Path) -> tuple[Path, float]:
    """Train the floor in ``folder``. Returns the model and the seconds that took.

    Raises:
        subprocess.CalledProcessError: if Rasa can't train.
    """
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "rasa", "train", "--fixed-model-name", "floor"]
    began = time.monotonic()
    subprocess.run(command, cwd=folder, env=quiet_environment(), check=True, capture_output=True)
    return folder / "models" / "floor.tar.gz", time.monotonic() - began
