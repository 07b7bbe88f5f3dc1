"""The kernel under the compiler's sanitizers: a read or write out of bounds ends the process."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from matcher.kernel.compiling import compile_kernel

pytestmark = pytest.mark.slow

_SANITIZERS = ("-fsanitize=address,undefined", "-fno-sanitize-recover=all")
_NAMES, _TIMEOUT_S = 2_000, 300


@pytest.fixture(scope="module")
def sanitized(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The kernel with sanitizers, and the library that must be loaded before all others."""
    library = tmp_path_factory.mktemp("sanitized") / "kernel.so"
    compiler = compile_kernel(library, _SANITIZERS)
    if compiler is None:
        pytest.skip("there is no C compiler with sanitizers")
    told = subprocess.run(
        [*shlex.split(compiler), "-print-file-name=libasan.so"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    runtime = told.stdout.strip()
    if not Path(runtime).is_absolute():
        pytest.skip(f"{compiler} has no library of AddressSanitizer to load")
    return library, runtime


@pytest.mark.parametrize("seed", ["one", "another"])
def test_no_name_leads_out_of_bounds(
    sanitized: tuple[Path, str], sample_home: Path, seed: str
) -> None:
    library, runtime = sanitized
    done = subprocess.run(
        [sys.executable, "-m", "tests.matcher.kernel.fuzz", str(library), str(sample_home), str(_NAMES), seed],
        env=os.environ | {"LD_PRELOAD": runtime, "ASAN_OPTIONS": "detect_leaks=0"},
        cwd=Path(__file__).parents[3],
        capture_output=True, text=True, check=False, timeout=_TIMEOUT_S,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4_000:]
    assert done.stdout.startswith(f"{_NAMES} names")
