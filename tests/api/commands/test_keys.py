import json

from tests.api.commands.conftest import Run


def test_a_key_is_shown_once_and_can_be_ended(run: Run) -> None:
    made = json.loads(run("keys", "add", "screening", "--per-minute", "60", "--json").stdout)
    assert made["scopes"] == ["match", "read"]
    assert made["token"].startswith(f"tly_{made['id']}_")
    listed = run("keys", "list")
    assert made["token"] not in listed.output
    assert "60/min" in listed.output
    assert "match,read" in listed.output
    assert run("keys", "revoke", made["id"]).exit_code == 0
    assert "revoked" in run("keys", "list").output
    assert json.loads(run("keys", "list", "--json").stdout)["keys"][0]["revoked_at"]


def test_the_token_alone_is_on_stdout(run: Run) -> None:
    result = run("keys", "add", "metrics", "--scope", "admin")
    assert result.stdout.startswith("tly_")
    assert len(result.stdout.splitlines()) == 1
    assert "shown this once" in result.stderr


def test_no_key(run: Run) -> None:
    assert "There is no key" in run("keys", "list").output
    result = run("keys", "revoke", "nobody")
    assert result.exit_code == 1
    assert "there is no key 'nobody'" in result.stderr
