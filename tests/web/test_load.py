"""The clients that the benchmark measures with: they ask all of the list, and count what failed."""

from __future__ import annotations

from tests.benchmarks.clients import ask
from tests.benchmarks.peers import Running
from tests.web.conftest import Site


def test_clients_ask_a_fixed_list_and_count_what_failed(site: Site) -> None:
    found = ask(site.port, ["/health"] * 20 + ["/nothing"] * 3 + ["/sparql?query=ASK%20%7B%7D"], clients=4)
    assert (len(found.waits), found.failed) == (24, 3)
    assert found.wait(50) <= found.wait(95) <= found.wait(100)
    assert found.rate > 0
    assert site.process
    assert Running(site.port, site.process).processor() > 0
