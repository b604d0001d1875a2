"""Rasa's action server: ``python -m runtime.action_server PORT``, on loopback unless ``QUIVER_ACTION_HOST`` says otherwise."""

import logging
import os
import sys
import warnings
from typing import Any

from dialogue.words import words
from runtime import requests
from runtime.logs import use_wordless_logs


def main() -> None:
    """Serve ``actions/`` until the process is stopped; answers under way are finished."""
    use_wordless_logs()
    logging.getLogger("sanic.error").setLevel(logging.ERROR)  # it warns that it runs in production mode
    warnings.showwarning = lambda *args, **kwargs: None
    from rasa_sdk.endpoint import create_app

    words()
    app = create_app("actions", cors_origins=[])
    app.register_middleware(_name_request, "request")
    app.run(host=os.environ.get("QUIVER_ACTION_HOST", "127.0.0.1"), port=int(sys.argv[1]), access_log=False, motd=False)


async def _name_request(request: Any) -> None:
    requests.take(request.headers.get(requests.HEADER))


if __name__ == "__main__":
    main()
