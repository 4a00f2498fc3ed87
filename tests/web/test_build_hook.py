"""The front end is built again when its sources have changed or something that is made of them is missing, and only then."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_hook", ROOT / "web" / "build_hook.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path, hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A project with one source, whose tools copy it into both folders instead of bundling it."""
    (tmp_path / "web" / "frontend").mkdir(parents=True)
    (tmp_path / "web" / "frontend" / "site.js").write_text("1", "utf-8")
    runs: list[str] = []

    def run(folder: Path, tool: str, *arguments: str) -> None:
        runs.append(tool)
        if tool == "node":
            for name in ("web/static", "kg/export/built"):
                built = Path(arguments[-1]) / name
                built.mkdir(parents=True)
                (built / "made").write_bytes((folder / "site.js").read_bytes())

    monkeypatch.setattr(hook, "_run", run)
    made = hook.FrontendHook(str(tmp_path), {}, None, None, str(tmp_path / "dist"), "wheel")
    made.initialize("standard", {})
    assert runs == ["npm", "node"]
    runs.clear()
    return made, tmp_path, runs


def test_what_is_up_to_date_needs_no_node(project: Any) -> None:
    made, root, runs = project
    made.initialize("standard", {})
    assert (made.dependencies(), runs) == ([], [])
    assert (root / "web/static/made").read_text("utf-8") == (root / "kg/export/built/made").read_text("utf-8") == "1"


@pytest.mark.parametrize("name", [".sources", "made"])
@pytest.mark.parametrize("folder", ["web/static", "kg/export/built"])
def test_what_is_missing_is_built_again(project: Any, folder: str, name: str) -> None:
    made, root, runs = project
    (root / folder / name).unlink()
    assert made.dependencies()
    made.initialize("standard", {})
    assert runs == ["npm", "node"]
    assert (root / folder / name).is_file()
    assert made.dependencies() == []


def test_a_file_of_a_build_of_other_sources_is_built_again(project: Any) -> None:
    made, root, runs = project
    (root / "web/static/made").write_text("2", "utf-8")
    assert made.dependencies()
    made.initialize("standard", {})
    assert runs == ["npm", "node"]
    assert (root / "web/static/made").read_text("utf-8") == "1"


def test_a_build_that_is_killed_while_it_puts_files_in_place_is_mended_by_the_next(
    project: Any, hook: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, root, _ = project
    (root / "web/frontend/site.js").write_text("2", "utf-8")
    with monkeypatch.context() as patch:
        replace = Path.replace
        patch.setattr(Path, "replace", lambda path, target: path.name == ".sources" or replace(path, target))
        made.initialize("standard", {})
    assert (root / "web/static/made").read_text("utf-8") == "2"
    (root / "web/frontend/site.js").write_text("1", "utf-8")
    assert made.dependencies(), "the stamp of the build before fits these sources, but not these files"
    made.initialize("standard", {})
    assert (root / "web/static/made").read_text("utf-8") == "1"


def test_a_changed_source_is_built_again_and_what_was_made_before_is_gone(project: Any) -> None:
    made, root, runs = project
    (root / "kg/export/built/old").write_text("", "utf-8")
    (root / "web/frontend/site.js").write_text("2", "utf-8")
    made.initialize("standard", {})
    assert runs == ["npm", "node"]
    assert sorted(path.name for path in (root / "kg/export/built").iterdir()) == [".sources", "made"]
    assert (root / "web/static/made").read_text("utf-8") == "2"


def test_a_source_distribution_without_sources_is_taken_as_it_is(project: Any) -> None:
    made, root, runs = project
    (root / "web/frontend/site.js").unlink()
    (root / "web/frontend").rmdir()
    made.initialize("standard", {})
    assert runs == []
    made.clean(["standard"])
    assert not (root / "web/static").exists()
    assert not (root / "kg/export/built").exists()
