"""The core stands alone: whoever imports it imports no framework."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ALLOWED = {"triage", "yaml", "_yaml"}
PROGRAM = """
import pkgutil, sys
sys.path.insert(0, {root!r})
before = set(sys.modules)
import triage
for module in pkgutil.walk_packages(triage.__path__, "triage."):
    __import__(module.name)
triage.knowledge.knowledge()
files = {{name: getattr(sys.modules[name], "__file__", None) or "" for name in set(sys.modules) - before}}
print("\\n".join(sorted({{name.split(".")[0] for name, file in files.items() if {root!r} in file or "site-packages" in file}})))
"""


def test_importing_triage_imports_nothing_but_itself_and_a_yaml_loader():
    program = PROGRAM.format(root=str(ROOT))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd="/")
    imported = set(done.stdout.split())
    assert imported <= ALLOWED
    assert "triage" in imported
