"""The settings: one table of names, defaults and help, read once, refused when malformed."""

import ipaddress
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.errors import SettingError

_MAX_WORKERS = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the service runs.

    Args:
        home: The folder of all state: lists, snapshots, the sample.
        workers: Processes that answer; None was resolved to the number of cores.
        labels_url: PostgreSQL where labels lie; empty for the file in the home folder.
    """

    home: Path
    host: str
    port: int
    workers: int
    max_body_bytes: int
    labels_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One row of the table.

    Args:
        name: Field of `Settings`; the option is `--name`, the variable `TALLYMAN_NAME`.
        default: As one would write it in the environment.
        parse: Text to value; a ValueError says what is wrong with the text.
    """

    name: str
    default: str
    help: str
    parse: Callable[[str], Any]

    @property
    def variable(self) -> str:
        """The environment variable."""
        return f"TALLYMAN_{self.name.upper()}"

    @property
    def option(self) -> str:
        """The option of the command line."""
        return f"--{self.name.replace('_', '-')}"


def _home(text: str) -> Path:
    if not text.strip():
        raise ValueError("names no folder")
    return Path(text).expanduser()


def _host(text: str) -> str:
    if text == "localhost":
        return text
    try:
        return str(ipaddress.ip_address(text))
    except ValueError as error:
        raise ValueError(f"{text!r} is neither an IP address nor localhost") from error


def _whole(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
            raise ValueError(f"{text!r} is not a whole number from {low} to {high}")
        return int(text)

    return parse


def _workers(text: str) -> int:
    if text == "cores":
        return min(len(os.sched_getaffinity(0)), _MAX_WORKERS)
    return _whole(1, _MAX_WORKERS)(text)


def _labels_url(text: str) -> str:
    if text == "sqlite":
        return ""
    if not text.startswith(("postgresql://", "postgres://")):
        # Not shown: it may hold a password.
        raise ValueError("neither is sqlite nor begins with postgresql://")
    return text


SETTINGS = (
    Setting(
        name="home",
        default="~/.local/share/tallyman",
        help="folder of all state: lists, snapshots, the sample",
        parse=_home,
    ),
    Setting(
        name="host",
        default="127.0.0.1",
        help="address to listen on; beyond loopback every request needs a key",
        parse=_host,
    ),
    Setting(
        name="port",
        default="8000",
        help="port to listen on; 0 takes a free one",
        parse=_whole(0, 65535),
    ),
    Setting(
        name="workers",
        default="cores",
        help="processes that answer, two threads each; cores is one per core",
        parse=_workers,
    ),
    Setting(
        name="max_body_bytes",
        default="4194304",
        help="largest request body; a larger one is refused with 413",
        parse=_whole(1024, 1 << 30),
    ),
    Setting(
        name="labels_url",
        default="sqlite",
        help="where labels lie: sqlite is a file in the home folder; postgresql://… is shared",
        parse=_labels_url,
    ),
)


def read_settings(
    environment: Mapping[str, str], options: Mapping[str, str | None] | None = None
) -> Settings:
    """The settings: options before environment before defaults.

    Args:
        environment: Variables such as `os.environ`.
        options: Texts of the command line by setting name; None where not given.

    Raises:
        SettingError: A value is malformed; it names the option or the variable.
    """
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        option = (options or {}).get(setting.name)
        place = setting.variable if option is None else setting.option
        text = environment.get(setting.variable, setting.default) if option is None else option
        try:
            values[setting.name] = setting.parse(text)
        except ValueError as error:
            raise SettingError(str(error), setting=place) from error
    return Settings(**values)
