from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import kg.store
from kg.query import Pool
from kg.store import OpenStore
from tests.small_corpus import build


@pytest.fixture(scope="session")
def small_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def small(small_path: Path) -> OpenStore:
    return kg.store.open(small_path)


@pytest.fixture(scope="session")
def pool(small_path: Path) -> Iterator[Pool]:
    with Pool(small_path, workers=2, timeout=20) as opened:
        yield opened
