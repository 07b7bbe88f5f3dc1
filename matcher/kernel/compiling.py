"""Compile the kernel with whatever C compiler there is: `python -m matcher.kernel.compiling`.

It needs nothing but the standard library, so that an installation can run it before anything
is installed. `ziglang` from the package index is a compiler for machines without one.
"""

import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

_HERE = Path(__file__).parent
SOURCES = tuple(sorted((_HERE / "source").glob("*.c")))
LIBRARY = _HERE / "_kernel.so"
# Contraction would round once where Python rounds twice.
_FLAGS = ("-O2", "-std=c11", "-ffp-contract=off", "-fPIC", "-fvisibility=hidden", "-shared")
_TIMEOUT_S = 300


def compile_kernel(to: Path = LIBRARY, more_flags: Sequence[str] = ()) -> str | None:
    """Compile the kernel.

    Args:
        to: Where the library goes.
        more_flags: For the compiler.

    Returns:
        The compiler that did it; None if there is none that can.
    """
    part = to.with_name(f"{to.name}.{os.getpid()}")
    for compiler in _compilers():
        command = [*compiler, *_FLAGS, *more_flags, "-o", str(part), *map(str, SOURCES), "-lm"]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_TIMEOUT_S)  # noqa: S603
            part.replace(to)
        except (OSError, subprocess.SubprocessError):
            part.unlink(missing_ok=True)
            continue
        return shlex.join(compiler)
    return None


def _compilers() -> Iterator[list[str]]:
    if told := os.environ.get("CC"):
        yield shlex.split(told)
    for name in ("cc", "gcc", "clang"):
        if found := shutil.which(name):
            yield [found]
    if importlib.util.find_spec("ziglang"):
        # By itself it compiles for the very processor it runs on; a wheel or an image travels.
        yield [sys.executable, "-m", "ziglang", "cc", "-mcpu=baseline"]


if __name__ == "__main__":
    compiler = compile_kernel()
    sys.stderr.write(
        f"kernel compiled with {compiler}\n"
        if compiler
        else "no C compiler found: names are compared in Python, which is slower\n"
    )
