"""What opens the server's doors: settings, keys, models and files."""

import re
import subprocess
import tarfile
from hashlib import sha256
from pathlib import Path

import jwt
import pytest
import yaml

from channels.web_settings import WebSettings, WebSettingsError
from runtime.doors import LARGEST_BODY, api_arguments, is_signed, server_limits
from runtime.launcher import LaunchError, chosen_model
from runtime.settings import ROOT, Settings, SettingsError, settings
from runtime.training import checksum_file, is_whole

SECRET = "0123456789abcdef0123456789abcdef"


def test_rasas_api_is_shut_unless_it_has_a_key() -> None:
    assert api_arguments(Settings()) == []
    assert api_arguments(settings({"QUIVER_API_SECRET": SECRET})) [:5] == ["--enable-api", "--jwt-secret", SECRET, "--jwt-method", "HS256"]


@pytest.mark.parametrize(
    ("payload", "key", "algorithm", "opens"),
    [
        ({"exp": 4_000_000_000}, SECRET, "HS256", True),
        ({"exp": 1_000_000_000}, SECRET, "HS256", False),
        ({}, SECRET, "HS256", False),
        ({"exp": 4_000_000_000}, SECRET[::-1], "HS256", False),
        ({"exp": 4_000_000_000}, SECRET * 2, "HS512", False),
        ({"exp": 4_000_000_000}, "", "none", False),
    ],
)
def test_only_tokens_that_are_signed_and_expire_open_the_api(payload: dict[str, int], key: str, algorithm: str, opens: bool) -> None:
    token = jwt.encode(payload, key or None, algorithm)
    assert is_signed(f"Bearer {token}", SECRET) is opens
    assert not is_signed(token, SECRET)
    assert not is_signed(f"Bearer {token}\udcff", SECRET)


def test_a_key_that_can_be_guessed_is_refused() -> None:
    with pytest.raises(SettingsError, match="32"):
        settings({"QUIVER_API_SECRET": SECRET[:-1]})


def test_the_longest_message_fits_into_the_largest_body_and_nothing_much_longer() -> None:
    from channels.rest import LONGEST_MESSAGE

    assert 12 * LONGEST_MESSAGE < LARGEST_BODY < 16 * LONGEST_MESSAGE
    assert server_limits({})["SANIC_REQUEST_MAX_SIZE"] == str(LARGEST_BODY)
    assert server_limits({"SANIC_REQUEST_TIMEOUT": "5"})["SANIC_REQUEST_TIMEOUT"] == "5"


def test_only_the_model_that_was_trained_is_loaded(tmp_path: Path) -> None:
    model = tmp_path / "quiver-0123456789abcdef.tar.gz"
    with tarfile.open(model, "w:gz") as archive:
        (tmp_path / "metadata.json").write_text("{}")
        archive.add(tmp_path / "metadata.json", "metadata.json")
    assert not is_whole(model)  # no checksum
    checksum_file(model).write_text(f"{sha256(model.read_bytes()).hexdigest()}  {model.name}\n")
    assert is_whole(model)
    with pytest.raises(LaunchError, match="missing"):
        chosen_model(Settings(model=str(tmp_path / "another.tar.gz")), print)
    model.write_bytes(model.read_bytes() + b"\0")
    assert not is_whole(model)
    with pytest.raises(LaunchError, match="damaged"):
        chosen_model(Settings(model=str(model)), print)
    checksum_file(model).write_text("")
    assert not is_whole(model)


def test_no_model_comes_from_anywhere_but_the_folder() -> None:
    endpoints = yaml.safe_load((ROOT / "endpoints.yml").read_text(encoding="utf-8"))
    assert "models" not in endpoints  # Rasa would fetch them from a server
    started = (ROOT / "runtime" / "launcher.py").read_text(encoding="utf-8")
    assert "--remote-storage" not in started
    assert "--cors" not in started
    assert "--enable-api" not in started


@pytest.mark.parametrize("key", ["secret", "redis_url"])
def test_secrets_come_from_the_environment_alone(key: str) -> None:
    with pytest.raises(WebSettingsError, match="environment"):
        WebSettings.read({key: "a-secret-that-is-long-enough"}, {})


_SECRETS = re.compile(
    rb"xox[abpr]-\d{6,}-|xapp-\d-[A-Z0-9]{8,}|-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|eyJ[\w-]{15,}\.eyJ[\w-]{15,}\.|://[^/\s:@'\"{}$]+:[^@\s'\"{}$]{6,}@"
)
_EXAMPLES = (b"user:password@", b"quiver:password@", b"quiver:PASSWORD@")


def test_no_tracked_file_holds_a_secret() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no checkout, so nothing says which files are tracked")
    names = listed.stdout.decode().split("\0")
    files = [ROOT / name for name in names if name and not name.startswith(("encoder/weights", "tests/", "docs/pictures"))]
    for file in files:
        if file.is_file():
            found = [match for match in _SECRETS.findall(file.read_bytes()) if not any(example in match for example in _EXAMPLES)]
            assert not found, (file.name, found)
    assert len(files) > 100


def test_the_action_server_listens_on_loopback() -> None:
    code = (ROOT / "runtime" / "action_server.py").read_text(encoding="utf-8")
    assert 'os.environ.get("QUIVER_ACTION_HOST", "127.0.0.1")' in code


def test_credentials_name_channels_and_nothing_else() -> None:
    credentials = yaml.safe_load((ROOT / "credentials.yml").read_text(encoding="utf-8"))
    assert all(value is None for value in credentials.values())


def test_generated_secrets_are_readable_by_nobody_else(tmp_path: Path) -> None:
    from channels.signing import key_for

    assert len(key_for("a", "", tmp_path / "state")) == 32
    (kept,) = (tmp_path / "state").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700
    assert key_for("a", "", tmp_path / "state") != key_for("b", "", tmp_path / "state")


SIGNED = ("channels/rest.py", "channels/web_sessions.py", "channels/slack/verification.py")


@pytest.mark.parametrize("name", SIGNED)
def test_tokens_and_signatures_are_compared_in_constant_time(name: str) -> None:
    code = (ROOT / name).read_text(encoding="utf-8")
    assert "compare_digest(" in code or "SignatureVerifier" in code
    assert not re.search(r"(?:token|signature|secret)\w*\s*(?:==|!=)\s*(?!\"\"|None)", code)
