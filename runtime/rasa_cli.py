"""Rasa's command line without its dependencies' screens of warnings, without TensorFlow, with logs of our own: ``python -m runtime.rasa_cli run …``."""

import sys
import warnings
from pathlib import Path

from runtime.doors import api_arguments, guard_api
from runtime.logs import use_wordless_logs
from runtime.settings import settings
from runtime.without_tensorflow import leave_out_tensorflow


def main() -> None:
    """Run ``rasa`` with the arguments of this process; the API's key is added here, so that no list of processes shows it."""
    if sys.argv[1:2] == ["run"]:
        sys.argv += api_arguments(settings())
        guard_api(settings())
    warnings.showwarning = lambda *args, **kwargs: None
    leave_out_tensorflow(Path("config.yml"))
    use_wordless_logs()
    import rasa.utils.io
    from rasa.__main__ import main as rasa_main

    rasa.utils.io.configure_colored_logging = lambda level=None: use_wordless_logs(level)
    rasa_main()


if __name__ == "__main__":
    main()
