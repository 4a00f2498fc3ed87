from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg import cli
from tests.small_corpus import build

#: Exit code, standard output, standard error.
Told = tuple[int, str, str]


@pytest.fixture(scope="session")
def small_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("small"))


@pytest.fixture
def kg(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Told]:
    """Run a command in this process."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("KG_STORE", raising=False)

    def run(*arguments: object) -> Told:
        code = cli.run([str(a) for a in arguments])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return run
