"""The summary's place in the project's README: between ``<!-- figures -->`` and ``<!-- /figures -->``."""

BEGIN, END = "<!-- figures -->", "<!-- /figures -->"


def figures_in(readme: str) -> str:
    """What stands between the marks.

    Raises:
        ValueError: if there isn't one of each, in that order.
    """
    _, between, _ = _parted(readme)
    return between.strip("\n")


def with_figures(readme: str, figures: str) -> str:
    """``readme`` with ``figures`` between the marks.

    Raises:
        ValueError: if there isn't one of each, in that order.
    """
    before, _, after = _parted(readme)
    return f"{before}{BEGIN}\n{figures}\n{END}{after}"


def _parted(readme: str) -> tuple[str, str, str]:
    if readme.count(BEGIN) != 1 or readme.count(END) != 1 or readme.index(END) < readme.index(BEGIN):
        raise ValueError(f"README.md needs the marks {BEGIN} and {END}, one of each")
    before, _, rest = readme.partition(BEGIN)
    between, _, after = rest.partition(END)
    return before, between, after
