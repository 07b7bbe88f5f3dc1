"""Compile the kernel whenever Tallyman is installed or built; without a compiler it is left out."""

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_COMPILING = Path(__file__).parent / "matcher" / "kernel" / "compiling.py"


class KernelBuildHook(BuildHookInterface[Any]):
    """A wheel with the kernel fits one platform; one without it fits all."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile it beside its sources."""
        specification = importlib.util.spec_from_file_location("compiling", _COMPILING)
        assert specification is not None
        assert specification.loader is not None
        compiling = importlib.util.module_from_spec(specification)
        specification.loader.exec_module(compiling)
        if self.target_name == "wheel" and compiling.compile_kernel():
            build_data["artifacts"].append("matcher/kernel/_kernel.so")
            build_data["pure_python"] = False
            build_data["infer_tag"] = True
