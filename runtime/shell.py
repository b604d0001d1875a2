"""``rasa shell`` without a screen of warnings, with an action server beside it (``make shell``)."""

import subprocess
import sys

from runtime.processes import free_port
from runtime.settings import ROOT, settings
from runtime.training import ensure_model, quiet_environment

USUAL_ACTION_PORT = 5055


def talk() -> int:
    """Talk to Quiver in the terminal until ``/stop``. Returns the exit code of ``rasa shell``."""
    model = ensure_model()
    url = settings().action_url
    if url is not None:
        return _shell(str(model), url)
    port = free_port(USUAL_ACTION_PORT)
    actions = subprocess.Popen([sys.executable, "-m", "runtime.action_server", str(port)], cwd=ROOT, env=quiet_environment())
    try:
        return _shell(str(model), f"http://127.0.0.1:{port}/webhook")
    finally:
        actions.terminate()
        actions.wait()


def _shell(model: str, action_url: str) -> int:
    environment = {
        **quiet_environment(),
        "QUIVER_ACTION_URL": action_url,
        "RASA_SHELL_STREAM_READING_TIMEOUT_IN_SECONDS": "60",
    }
    command = [sys.executable, "-m", "runtime.rasa_cli", "shell", "-m", model, "--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
