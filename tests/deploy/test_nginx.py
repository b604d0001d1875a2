"""The shipped nginx configuration in a real nginx: TLS, limits, ids, and what is said when nobody is there."""

import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.e2e.quiver import free_port
from tests.scale.services import MissingError, Nginx, program, wait_until


class Echo(BaseHTTPRequestHandler):
    """Says which headers arrived."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = json.dumps({key.lower(): value for key, value in self.headers.items()}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST  # noqa: N815

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module", autouse=True)
def _needs_nginx() -> None:
    try:
        program("nginx", "usr/sbin")
    except MissingError as missing:
        pytest.skip(str(missing))


@pytest.fixture
def behind() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()


def started(folder: Path, port: int, **values: str) -> Nginx:
    nginx = Nginx(folder, (port,), values).start()
    nginx.check()
    wait_until(lambda: ask(nginx, "/livez")[0] != 0, "nginx")
    return nginx


def ask(nginx: Nginx, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    request = urllib.request.Request(nginx.url + path, body, {key.replace("_", "-"): value for key, value in headers.items()})
    context = ssl.create_default_context(cafile=str(nginx.certificate)) if nginx.certificate.exists() else None
    try:
        with urllib.request.urlopen(request, timeout=10, context=context) as answer:
            return answer.status, answer.read(), {key.lower(): value for key, value in answer.headers.items()}
    except urllib.error.HTTPError as error:
        return error.code, error.read(), {key.lower(): value for key, value in error.headers.items()}
    except (urllib.error.URLError, OSError):
        return 0, b"", {}


@pytest.mark.parametrize("path", ["/webhooks/rest/webhook", "/socket.io/", "/chat"])
def test_a_request_arrives_with_its_host_an_id_and_the_address_that_it_came_from(tmp_path: Path, behind: int, path: str) -> None:
    nginx = started(tmp_path / "nginx", behind)
    try:
        status, body, headers = ask(nginx, path, b"{}", X_Forwarded_For="8.8.8.8", X_Request_ID="from-the-client-1")
        arrived = json.loads(body)
        assert status == 200
        assert f"https://{arrived['host']}" == nginx.url, "the socket accepts pages of its own host only"
        assert arrived["x-forwarded-for"] == "127.0.0.1"
        assert arrived["x-forwarded-proto"] == "https"
        assert arrived["x-request-id"] == headers["x-request-id"] == "from-the-client-1"
        assert headers["strict-transport-security"].startswith("max-age=")
        odd = json.loads(ask(nginx, "/webhooks/rest/webhook", b"{}", X_Request_ID="<script>alert(1)</script>")[1])
        assert len(odd["x-request-id"]) == 32
        assert "summary/secret" not in (ask(nginx, "/summary/secret.pdf"), nginx.access_log.read_text())[1]
    finally:
        nginx.stop()


def test_metrics_stay_inside(tmp_path: Path, behind: int) -> None:
    nginx = started(tmp_path / "nginx", behind)
    try:
        assert ask(nginx, "/metrics")[0] == 404
    finally:
        nginx.stop()


def test_a_flood_and_a_huge_body_are_turned_away(tmp_path: Path, behind: int) -> None:
    nginx = started(tmp_path / "nginx", behind, QUIVER_MESSAGES_PER_SECOND="1", QUIVER_MESSAGES_AT_ONCE="5")
    try:
        answers = [ask(nginx, "/webhooks/rest/webhook", b"{}")[0] for _ in range(15)]
        assert 200 in answers
        assert answers.count(429) >= 8
        assert ask(nginx, "/webhooks/rest/webhook", b"x" * 4_000_000)[0] in (0, 413, 429)
    finally:
        nginx.stop()


def test_old_tls_is_refused(tmp_path: Path, behind: int) -> None:
    nginx = started(tmp_path / "nginx", behind)
    try:
        old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        old.load_verify_locations(nginx.certificate)
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
        old.set_ciphers("DEFAULT:@SECLEVEL=0")
        with pytest.raises(urllib.error.URLError):
            urllib.request.urlopen(f"{nginx.url}/livez", timeout=5, context=old)
    finally:
        nginx.stop()


def test_when_no_replica_is_there_the_emergency_line_is_said(tmp_path: Path) -> None:
    nginx = started(tmp_path / "nginx", free_port())
    try:
        status, body, headers = ask(nginx, "/webhooks/rest/webhook", b"{}")
        assert status == 503
        assert "call your local emergency number" in json.loads(body)[0]["text"]
        assert headers["retry-after"]
    finally:
        nginx.stop()
