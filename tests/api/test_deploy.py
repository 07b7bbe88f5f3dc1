"""What `deploy/` says of the service is true of it; nothing here is started."""

import configparser
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # comes with schemathesis

from api.config import SETTINGS
from api.operations import OPERATIONS

REPOSITORY = Path(__file__).parents[2]
DEPLOY = REPOSITORY / "deploy"
VARIABLES = {setting.variable for setting in SETTINGS}
OPEN = {operation.path for operation in OPERATIONS if operation.scope is None}


@pytest.mark.parametrize("path", sorted(DEPLOY.iterdir()), ids=lambda path: path.name)
def test_variables_are_settings(path: Path) -> None:
    named = set(re.findall(r"\bTALLYMAN_[A-Z_]+\b", path.read_text()))
    assert named <= VARIABLES


def kubernetes() -> dict[str, Any]:
    documents = yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text())
    return {document["kind"]: document for document in documents}


def pods() -> Iterator[dict[str, Any]]:
    found = kubernetes()
    yield found["Deployment"]["spec"]["template"]["spec"]
    yield found["CronJob"]["spec"]["jobTemplate"]["spec"]["template"]["spec"]


@pytest.mark.parametrize("pod", list(pods()), ids=["service", "refresh"])
def test_pods_are_confined_and_write_to_their_volumes(pod: dict[str, Any]) -> None:
    assert pod["securityContext"]["runAsNonRoot"]
    volumes = {volume["name"] for volume in pod["volumes"]}
    for container in pod["containers"]:
        assert container["securityContext"]["readOnlyRootFilesystem"]
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
        mounts = {mount["mountPath"]: mount["name"] for mount in container["volumeMounts"]}
        assert set(mounts) == {"/var/lib/tallyman", "/tmp"}
        assert set(mounts.values()) <= volumes


def test_probes_ask_what_needs_no_key() -> None:
    [container] = next(pods())["containers"]
    for probe in ("livenessProbe", "readinessProbe"):
        assert container[probe]["httpGet"]["path"] in OPEN
    selector = kubernetes()["Service"]["spec"]["selector"]
    labels = kubernetes()["Deployment"]["spec"]["template"]["metadata"]["labels"]
    assert selector.items() <= labels.items()


def test_compose_is_confined_and_on_loopback() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    for service in compose["services"].values():
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
    assert all(port.startswith("127.0.0.1:") for port in compose["services"]["tallyman"]["ports"])


def test_the_image_copies_what_there_is_and_runs_without_privilege() -> None:
    text = (DEPLOY / "Dockerfile").read_text()
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text()
    for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE):
        for source in shlex.split(line)[:-1]:
            assert (REPOSITORY / source).exists()
            assert f"!{source}" in ignored
    assert re.search(r"^USER 10001$", text, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK", text, re.MULTILINE)


@pytest.mark.parametrize("name", ["tallyman.service", "tallyman-refresh.service"])
def test_units_are_confined(name: str) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]  # the manual's way
    unit.read(DEPLOY / name)
    service = unit["Service"]
    assert "/opt/tallyman/bin/tallyman" in service["ExecStart"]
    assert (service["User"], service["ProtectSystem"]) == ("tallyman", "strict")
    assert service["Environment"] == f"TALLYMAN_HOME=/var/lib/{service['StateDirectory']}"
