"""Rasa's action server, listening on loopback only: ``python -m runtime.action_server PORT``."""

import logging
import sys
import warnings

from dialogue.words import words


def main() -> None:
    """Serve ``actions/`` until the process is stopped."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("sanic.error").setLevel(logging.ERROR)  # it warns that it runs in production mode
    warnings.showwarning = lambda *args, **kwargs: None
    from rasa_sdk.endpoint import create_app

    words()
    app = create_app("actions", cors_origins=[])
    app.run(host="127.0.0.1", port=int(sys.argv[1]), access_log=False, motd=False)


if __name__ == "__main__":
    main()
