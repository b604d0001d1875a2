"""``python -m runtime [run|train|shell|forget]``: start Quiver, train its model, talk to it in the terminal, or erase old conversations."""

import sys
import time

from runtime.erasure import DAY, EraseError, engine_of, forget
from runtime.launcher import Launcher, LaunchError
from runtime.settings import Settings, SettingsError, settings
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
        if command == "forget":
            return _forget(settings())
    except (EraseError, LaunchError, SettingsError, TrainingError) as problem:
        print(f"Quiver: {problem}", file=sys.stderr)
        return 1
    print("usage: python -m runtime [run|train|shell|forget]", file=sys.stderr)
    return 2


def _forget(chosen: Settings) -> int:
    gone = forget(engine_of(chosen.database_url), before=time.time() - chosen.retention_days * DAY)
    print(f"Erased {gone} conversation{'' if gone == 1 else 's'} that had been silent for {chosen.retention_days:g} days.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
