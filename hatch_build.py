"""The build hook of the wheel: makes the modules in which most of the time goes native, where that can be done.

mypyc compiles the same source that Python would run; without a C compiler, or with ``CNREPORT_NATIVE=0``, the wheel is
pure Python, which gives the same reports and takes longer. Editable installations stay pure, for an edited source would
not be seen; with ``CNREPORT_NATIVE=1`` (``make compiled``) they are compiled as well, into the source tree, and what
fails is an error instead of a warning.

Constants of the modules that are compiled are annotated `Final`: they are fields then, and not looked up at each use.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sysconfig
import tempfile
from contextlib import chdir
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SWITCH = "CNREPORT_NATIVE"
# What calls each other most, compiled together: between these a call is one of C, an attribute a field of a struct.
MODULES = (
    "dates/deadlines", "dates/times",
    "discourse/clauses", "discourse/cues", "discourse/features", "discourse/items", "discourse/kind_tables",
    "discourse/kinds", "discourse/model", "discourse/statements",
    "layout/markers",
    "learned/net", "learned/quartet", "learned/tables", "learned/weights",
    "mapping/analysis", "mapping/candidates", "mapping/cuts", "mapping/deadlines", "mapping/deeds", "mapping/facts",
    "mapping/features", "mapping/frames", "mapping/lexicon", "mapping/morphemes", "mapping/owner_words",
    "mapping/owners", "mapping/phrases", "mapping/ranker", "mapping/records", "mapping/role_features",
    "mapping/role_tables", "mapping/roles", "mapping/settling", "mapping/syntax", "mapping/topics",
    "mapping/whole_nouns", "mapping/word",
    "quantity/amount", "quantity/bounds", "quantity/changes", "quantity/context", "quantity/finder", "quantity/hits",
    "quantity/traps",
    "rules/literals",
    "text/clauses", "text/view",
    "tokenizers/rjieba",
)  # fmt: skip
# What GCC is told: functions of one module are put into those of another that call them, nothing replaces them later.
OPTIMISED = ("-O3", "-flto=auto", "-fvisibility=hidden", "-fno-semantic-interposition")


class NativeHook(BuildHookInterface):
    """Compiles `MODULES` for the wheel."""

    def dependencies(self) -> list[str]:
        """What the build needs besides hatchling: the compiler, and what the types of the contract come from."""
        return ["mypy[mypyc]>=2.4", "pydantic>=2.7"] if wanted() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Put the native modules beside their sources: in the wheel, or for an editable one in the source tree."""
        demanded = os.environ.get(SWITCH) == "1"
        editable = version == "editable"
        if not wanted() or (editable and not demanded):
            return
        root = Path(self.root)
        folder = root if editable else Path(tempfile.mkdtemp(prefix="cnreport-native-"))
        try:
            made = compile_modules(root, folder)
        except (Exception, SystemExit) as fault:
            if not editable:
                shutil.rmtree(folder)
            if demanded:
                raise
            self.app.display_warning(f"cnreport is built as pure Python, slower but no different: {fault}")
            return
        if not editable:
            self._folder = folder
            build_data["force_include"] |= {str(path): str(path.relative_to(folder)) for path in made}
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was made outside the source tree."""
        if folder := getattr(self, "_folder", None):
            shutil.rmtree(folder, ignore_errors=True)


def wanted() -> bool:
    """Whether to compile: as the environment says, else where there are a C compiler and Python's headers."""
    switch = os.environ.get(SWITCH, "")
    if switch in ("0", "1"):
        return switch == "1"
    return shutil.which(compiler()) is not None and Path(sysconfig.get_path("include"), "Python.h").exists()


def compiler() -> str:
    """The C compiler that this Python was made with."""
    return shlex.split(sysconfig.get_config_var("CC") or "cc")[0]


def compile_modules(root: Path, folder: Path) -> list[Path]:
    """The libraries made in ``folder`` from the modules of the source tree ``root``."""
    from mypyc.build import mypycify
    from setuptools import Distribution

    sources = [f"cnreport/{module}.py" for module in MODULES]
    with tempfile.TemporaryDirectory() as scratch, chdir(root):
        options = [
            "--config-file=pyproject.toml",
            "--ignore-missing-imports",
            "--follow-imports=silent",
            f"--cache-dir={scratch}",
        ]
        extensions = mypycify(
            [*options, *sources],
            opt_level="2",
            debug_level="0",
            multi_file=True,
            target_dir=scratch,
            group_name="cnreport",
        )
        if "gcc" in compiler():
            for extension in extensions:
                extension.extra_compile_args += OPTIMISED
                extension.extra_link_args += OPTIMISED
        build = Distribution({"name": "cnreport", "ext_modules": extensions}).get_command_obj("build_ext")
        build.build_lib, build.build_temp = str(folder), scratch
        build.parallel = os.cpu_count()
        build.ensure_finalized()
        build.run()
    return [Path(path) for path in build.get_outputs()]
