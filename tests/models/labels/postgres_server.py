"""A PostgreSQL server of the tests' own: a cluster in a temporary folder, on a local socket."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_DEBIAN = Path("/usr/lib/postgresql")
_UNPRIVILEGED = ("postgres", "nobody")  # PostgreSQL will not run as root


def find_binaries() -> Path | None:
    """The folder of `initdb` and `pg_ctl`; None where PostgreSQL is not installed."""
    folders = sorted(_DEBIAN.glob("*/bin"), key=lambda path: int(path.parent.name))[::-1]
    found = shutil.which("initdb")
    folders += [Path(found).resolve().parent] if found else []
    return next((folder for folder in folders if (folder / "pg_ctl").exists()), None)


@contextmanager
def running_server(binaries: Path) -> Iterator[str]:
    """Start a server and yield the address of an empty database on it."""
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="tallyman-pg-"))
    try:
        if account:
            os.chown(folder, pwd.getpwnam(account).pw_uid, pwd.getpwnam(account).pw_gid)

        def run(program: str, *arguments: str) -> None:
            subprocess.run(
                [binaries / program, *arguments],
                check=True,
                capture_output=True,
                cwd=folder,
                user=account,
                group=pwd.getpwnam(account).pw_gid if account else None,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            )

        data = str(folder / "data")
        run("initdb", "-D", data, "-U", "tallyman", "-A", "trust", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://tallyman@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _account() -> str | None:
    """Whom to run as; None for whoever runs the tests."""
    if os.getuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in _UNPRIVILEGED if name in known)
