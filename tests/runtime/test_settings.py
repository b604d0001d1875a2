"""Settings from the environment."""

import pytest

from runtime.settings import Settings, SettingsError, settings


def test_without_variables_everything_has_its_usual_value() -> None:
    assert settings({}) == Settings()


@pytest.mark.parametrize("port", ["", "abc", "0", "70000", "-1"])
def test_a_port_that_is_none_is_named(port: str) -> None:
    with pytest.raises(SettingsError, match="PORT"):
        settings({"PORT": port})


def test_every_value_can_be_set() -> None:
    chosen = settings({
        "PORT": "6000", "HOST": "0.0.0.0", "QUIVER_ACTION_URL": "http://a/b", "QUIVER_DATABASE_URL": "postgresql://x/y",
        "QUIVER_REST_TOKEN": "secret", "QUIVER_ACTION_TIMEOUT": "3",
    })  # fmt: skip
    assert chosen == Settings(6000, "0.0.0.0", "http://a/b", "postgresql://x/y", "secret", 3.0)
