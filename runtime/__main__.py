"""``python -m runtime [run|train|shell]``: start Quiver, train its model, or talk to it in the terminal."""

import sys

from runtime.launcher import Launcher, LaunchError
from runtime.settings import SettingsError, settings
from runtime.training import TrainingError, ensure_model


def main(arguments: list[str]) -> int:
    """Run one command; problems are told in one sentence. Returns the exit code."""
    command = arguments[0] if arguments else "run"
    try:
        if command == "run":
            return Launcher(settings()).run()
        if command == "train":
            ensure_model()
            return 0
        if command == "shell":
            from runtime.shell import talk

            return talk()
    except (LaunchError, SettingsError, TrainingError) as problem:
        print(f"Quiver: {problem}", file=sys.stderr)
        return 1
    print("usage: python -m runtime [run|train|shell]", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
