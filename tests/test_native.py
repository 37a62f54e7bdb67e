"""The build hook: what it compiles, when, and that what cannot be compiled is installed as Python."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hatchling.bridge.app import Application

from cnreport.native import attributes, is_compiled

ROOT = Path(__file__).parent.parent


@pytest.fixture
def build() -> ModuleType:
    spec = spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Told(Application):
    """Keeps what the user is told."""

    def __init__(self) -> None:
        super().__init__()
        self.warnings: list[str] = []

    def display_warning(self, message: str = "", **_: Any) -> None:
        self.warnings.append(message)


def hook(build: ModuleType, app: Told) -> Any:
    return build.NativeHook(str(ROOT), {}, None, None, str(ROOT), "wheel", app)


def unable(root: Path, folder: Path) -> list[Path]:
    raise SystemExit("gcc: internal error")


def test_every_module_that_is_compiled_exists(build: ModuleType) -> None:
    assert all((ROOT / "cnreport" / f"{module}.py").is_file() for module in build.MODULES)
    assert len(set(build.MODULES)) == len(build.MODULES)


def test_constants_of_compiled_modules_are_final(build: ModuleType) -> None:
    # What is not is looked up in a dictionary each time.
    found = {
        module: re.findall(r"^[_A-Z][_A-Z0-9]*(?:, [_A-Z0-9]+)*(?:: (?!Final).*)? = ", source, re.M)
        for module in build.MODULES
        for source in [(ROOT / f"cnreport/{module}.py").read_text("utf-8")]
    }
    assert {module: names for module, names in found.items() if names} == {}


def test_no_compiled_module_caches_a_property(build: ModuleType) -> None:
    # In a native class a cached property is worked out again each time.
    caching = [
        module for module in build.MODULES if "cached_property" in (ROOT / f"cnreport/{module}.py").read_text("utf-8")
    ]
    assert caching == []


@pytest.mark.parametrize(("switch", "compiles"), [("0", False), ("1", True)])
def test_the_environment_decides(
    build: ModuleType, monkeypatch: pytest.MonkeyPatch, switch: str, compiles: bool
) -> None:
    monkeypatch.setenv(build.SWITCH, switch)
    assert build.wanted() is compiles
    assert bool(hook(build, Told()).dependencies()) is compiles


def test_without_a_compiler_nothing_is_asked_for(build: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(build.SWITCH, raising=False)
    monkeypatch.setattr(sysconfig, "get_config_var", lambda name: "no-such-compiler -pthread")
    assert not build.wanted()
    data: dict[str, Any] = {"force_include": {}}
    app = Told()
    hook(build, app).initialize("standard", data)
    assert data == {"force_include": {}} and app.warnings == []


def test_what_cannot_be_compiled_is_installed_as_python(build: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(build.SWITCH, raising=False)
    monkeypatch.setattr(build, "wanted", lambda: True)
    monkeypatch.setattr(build, "compile_modules", unable)
    data: dict[str, Any] = {"force_include": {}}
    app = Told()
    hook(build, app).initialize("standard", data)
    assert data == {"force_include": {}}
    assert "pure Python" in app.warnings[0] and "internal error" in app.warnings[0]


def test_what_was_demanded_and_fails_is_an_error(build: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(build.SWITCH, "1")
    monkeypatch.setattr(build, "compile_modules", unable)
    with pytest.raises(SystemExit, match="internal error"):
        hook(build, Told()).initialize("editable", {"force_include": {}})


def test_a_wheel_holds_what_was_compiled(build: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(build.SWITCH, "1")

    def made(root: Path, folder: Path) -> list[Path]:
        library = folder / "cnreport" / "text" / "view.so"
        library.parent.mkdir(parents=True)
        library.write_bytes(b"")
        return [library]

    monkeypatch.setattr(build, "compile_modules", made)
    data: dict[str, Any] = {"force_include": {}}
    this = hook(build, Told())
    this.initialize("standard", data)
    ((library, place),) = data["force_include"].items()
    assert place == "cnreport/text/view.so"
    assert data["infer_tag"] and not data["pure_python"]
    this.finalize("standard", data, "")
    assert not Path(library).exists()


def test_an_editable_installation_stays_python(build: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(build.SWITCH, raising=False)
    monkeypatch.setattr(build, "wanted", lambda: True)
    monkeypatch.setattr(build, "compile_modules", unable)
    app = Told()
    hook(build, app).initialize("editable", {"force_include": {}})
    assert app.warnings == []


def test_the_attributes_mean_nothing_to_python() -> None:
    assert attributes(acyclic=True)(Told) is Told


def test_whether_it_is_compiled_is_told() -> None:
    found = subprocess.run(
        [sys.executable, "-c", "import cnreport.text.view as view; print(view.__file__.endswith('.py'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == str(not is_compiled())
