"""What holds for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    """Stores built by tests need not survive a power cut, and syncing each file takes longer than all the rest."""
    patch = pytest.MonkeyPatch()
    patch.setattr("kg.store.publishing.sync", lambda folder: None)
    yield
    patch.undo()
