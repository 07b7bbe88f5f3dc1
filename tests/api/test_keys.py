import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from api.keys import KeyStore, KeyStoreError, Scope, UnknownKey

MATCH = [Scope.MATCH]


def test_a_token_leads_to_its_key(tmp_path: Path) -> None:
    keys = KeyStore(tmp_path)
    assert not keys.has_keys()
    key, token = keys.add("screening", MATCH, per_minute=60)
    assert keys.has_keys()
    assert keys.find(token) == key
    assert keys.keys() == [key]


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"), id="changed"),
        pytest.param(lambda token: token + "x", id="longer"),
        pytest.param(lambda token: token.rsplit("_", 1)[0], id="id-alone"),
        pytest.param(lambda token: "", id="empty"),
        pytest.param(lambda token: "tly_00000000_x", id="no-such-id"),
        pytest.param(lambda token: token + "\udc80", id="not-unicode"),
    ],
)
def test_nothing_else_does(tmp_path: Path, spoil: object) -> None:
    keys = KeyStore(tmp_path)
    _, token = keys.add("screening", MATCH)
    assert keys.find(spoil(token)) is None  # type: ignore[operator]  # of a table


def test_the_token_is_not_kept_and_the_file_is_the_owners(tmp_path: Path) -> None:
    keys = KeyStore(tmp_path)
    _, token = keys.add("screening", MATCH)
    secret = token.split("_", 2)[2].encode()
    for path in tmp_path.iterdir():
        assert secret not in path.read_bytes()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_revoked_key_is_no_key_but_the_door_stays_shut(tmp_path: Path) -> None:
    keys = KeyStore(tmp_path)
    key, token = keys.add("screening", MATCH)
    assert KeyStore(tmp_path).revoke(key.id).revoked_at is not None
    assert keys.find(token) is None
    assert keys.has_keys()
    with pytest.raises(UnknownKey):
        keys.revoke("nobody")


def test_scopes() -> None:
    assert set(Scope) == {"match", "read", "admin"}


def test_admin_may_all(tmp_path: Path) -> None:
    admin, _ = KeyStore(tmp_path).add("operator", [Scope.ADMIN])
    reader, _ = KeyStore(tmp_path).add("reader", [Scope.READ])
    assert all(admin.may(scope) for scope in Scope)
    assert [scope for scope in Scope if reader.may(scope)] == [Scope.READ]


def test_a_limit_holds_over_a_minute(tmp_path: Path) -> None:
    keys = KeyStore(tmp_path)
    key, _ = keys.add("screening", MATCH, per_minute=2)
    waits = [keys.count(key, now_s=600.0 + second) for second in (0, 1, 15, 59, 60, 61, 62)]
    assert waits == [None, None, 45.0, 1.0, None, None, 58.0]


def test_a_clock_moved_back_locks_nobody_out(tmp_path: Path) -> None:
    keys = KeyStore(tmp_path)
    key, _ = keys.add("screening", MATCH, per_minute=1)
    assert [keys.count(key, now_s=now) for now in (600.0, 0.0)] == [None, None]


_COUNT = """
import sys
from pathlib import Path
from api.keys import KeyStore
keys = KeyStore(Path(sys.argv[1]))
[key] = keys.keys()
print(sum(keys.count(key, now_s=600.0) is None for _ in range(100)))
"""


def test_a_limit_holds_across_processes(tmp_path: Path) -> None:
    KeyStore(tmp_path).add("screening", MATCH, per_minute=150)
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _COUNT, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    assert sum(int(process.communicate()[0]) for process in processes) == 150


def test_a_damaged_file_lets_nobody_in(tmp_path: Path) -> None:
    (tmp_path / "keys.sqlite").write_bytes(os.urandom(4096))
    with pytest.raises(KeyStoreError) as caught:
        KeyStore(tmp_path).has_keys()
    assert isinstance(caught.value.__cause__, sqlite3.Error)
