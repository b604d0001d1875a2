"""Ask a health address, for images without curl: ``python -m runtime.probe URL``. Exits with 0 if it says 200."""

import sys
import urllib.error
import urllib.request

SECONDS = 2.5


def healthy(url: str) -> bool:
    """Whether ``url`` answers 200 in time."""
    try:
        with urllib.request.urlopen(url, timeout=SECONDS) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError, ValueError):
        return False


if __name__ == "__main__":
    sys.exit(0 if len(sys.argv) == 2 and healthy(sys.argv[1]) else 1)
