"""Rasa's command line without its dependencies' screens of warnings: ``python -m runtime.rasa_cli train …``."""

import warnings


def main() -> None:
    """Run ``rasa`` with the arguments of this process."""
    warnings.showwarning = lambda *args, **kwargs: None
    from rasa.__main__ import main as rasa

    rasa()


if __name__ == "__main__":
    main()
