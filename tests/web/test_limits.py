"""The rate limit of a public server: what makes the server work costs, by whichever address it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from kg import networks
from kg.errors import UsageError
from web.app import make
from web.settings import Settings


@contextmanager
def client(store: Path, **config: Any) -> Iterator[FlaskClient]:
    app = make(store, workers=1, **config)
    try:
        yield app.test_client()
    finally:
        app.extensions["fazhi"].live.close()


def test_a_query_costs_the_same_on_a_page_without_scripts(terms_store: Path) -> None:
    with client(terms_store, public=True, rate=6) as public:
        pages = [f"/ask?{urlencode({'plain': 1, 'query': f'ASK {{}} # {n}'})}" for n in range(8)]
        assert [public.get(page).status_code for page in pages] == [200] * 5 + [429] * 3
        assert public.get(pages[0]).status_code == 200  # it is kept, and costs what a page costs


@pytest.mark.parametrize("address", ["/search?q={}", "/sentences?year={}"])
def test_a_search_costs_as_much_as_a_query(demo_store: Path, address: str) -> None:
    with client(demo_store, public=True, rate=6) as public:
        pages = [address.format(2000 + n) for n in range(8)]
        assert [public.get(page).status_code for page in pages] == [200] * 5 + [429] * 3
        assert public.get(pages[0]).status_code == 200  # it is kept
        assert public.get("/search").status_code == 200  # nothing is sought


def test_a_network_costs_as_much_as_five_queries(demo_store: Path) -> None:
    with client(demo_store, public=True, rate=11) as public:
        drawn = [public.get(f"/networks/data?weight={weight}").status_code for weight in (1, 2, 3)]
    assert drawn == [200, 200, 429]


def test_a_rate_that_no_network_fits_in_is_refused() -> None:
    assert Settings.of({"rate": 5}).rate == 5
    with pytest.raises(UsageError, match="5 or more"):
        Settings.of({"rate": 4})


def test_a_network_is_made_once_whatever_the_host_and_the_last_digits(
    demo_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    network = networks.network

    def counted(store: Any, view: str, **options: Any) -> Any:
        made.append(view)
        return network(store, view, **options)

    monkeypatch.setattr(networks, "network", counted)
    with client(demo_store) as asked:
        files = {
            host: asked.get(f"/download/network/agency-act.gexf?weight={weight}", headers={"Host": host}).text
            for host, weight in (("a.example", "1"), ("b.example", "1.00001"))
        }
        assert asked.get("/networks/data?weight=NaN").status_code == 400
        assert asked.get("/networks/data?backbone=-nan").status_code == 400
    assert made == ["agency-act"]
    assert "http://a.example/evidence?" in files["a.example"]
    assert files["b.example"] == files["a.example"].replace("//a.example/", "//b.example/")
