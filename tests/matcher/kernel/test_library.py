"""A library that does not fit is left aside, and Python compares."""

import sys
from collections.abc import Callable
from ctypes.util import find_library
from pathlib import Path

import pytest

from matcher.kernel import layout
from matcher.kernel import library as module


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], object]:
    def at(path: Path) -> object:
        monkeypatch.setattr(module, "LIBRARY", path)
        return module.library.__wrapped__()

    return at


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(None, id="missing"),
        pytest.param(b"", id="empty"),
        pytest.param(b"\xcf\xfa\xed\xfe" + bytes(4096), id="of-another-platform"),
        pytest.param(b"\x7fELF\x02\x01\x01" + bytes(57), id="broken-off"),
    ],
)
def test_a_file_that_is_no_library_of_this_machine_is_not_used(
    load: Callable[[Path], object], tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "_kernel.so"
    if content is not None:
        path.write_bytes(content)
    assert load(path) is None


def test_a_library_without_the_functions_is_not_used(load: Callable[[Path], object]) -> None:
    assert load(Path(find_library("c") or "libc.so.6")) is None


def test_a_library_of_another_version_or_order_of_bytes_is_not_used(
    load: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = module.LIBRARY
    if load(path) is None:
        pytest.skip("the kernel was not compiled: there was no C compiler")
    monkeypatch.setattr(layout, "VERSION", layout.VERSION - 1)
    assert load(path) is None
    monkeypatch.undo()
    monkeypatch.setattr(sys, "byteorder", "big")
    assert load(path) is None
