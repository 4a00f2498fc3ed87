"""What tests of drawn networks share: a browser to look at them with, waiting, and the names on the canvas."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
AXE = Path(__file__).resolve().parents[1] / "web" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
_NAMES = """() => { const stage = document.querySelector('.stage');
    return [stage.clientWidth, (stage.names ?? []).map(({left, top, right, bottom}) => [left, top, right, bottom])]; }"""

#: A script that makes a browser one without WebGL.
NO_WEBGL = """const get = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...more) { return /webgl/.test(kind) ? null : get.call(this, kind, ...more); }"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium, until the block ends; without one the tests are skipped, but not in continuous integration."""
    if CHROMIUM is None:
        assert os.environ.get("CI") != "true", "no Chromium found; in continuous integration it must be there"
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield found
        found.close()


def until(page: Page, condition: str) -> None:
    """Wait until a condition holds in the page; strict policies forbid what Playwright waits with."""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never: {condition}")


def names_side_by_side(page: Page) -> int:
    """How many names are on the canvas; none runs into another or over its edge."""
    width, boxes = page.evaluate(_NAMES)
    for a, b in combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (a, b)
    assert all(left >= 0 and right <= width for left, _, right, _ in boxes), (width, boxes)
    return len(boxes)
