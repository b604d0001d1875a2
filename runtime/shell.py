"""``rasa shell`` without a screen of warnings (``make shell``)."""

import subprocess
import sys

from runtime.settings import ROOT
from runtime.training import ensure_model, quiet_environment


def talk() -> int:
    """Talk to Quiver in the terminal until ``/stop``. Returns the exit code of ``rasa shell``."""
    model = ensure_model()
    environment = {**quiet_environment(), "RASA_SHELL_STREAM_READING_TIMEOUT_IN_SECONDS": "60"}
    command = [sys.executable, "-m", "runtime.rasa_cli", "shell", "-m", str(model), "--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
