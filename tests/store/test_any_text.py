"""Whatever characters a report holds, its statements keep the shapes and come back from the shard as they were."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.extract import extract
from kg.graph.report import shard
from kg.link import link
from kg.records import SourceText
from kg.store import checking, shards

BASE = "https://example.org/id/"
#: Facts, and between them what could be taken for the end of a line, of a literal or of an IRI.
FACTS = (
    "认真贯彻《安全生产法》", "制定《重庆市安全生产条例》", "（渝安办〔2021〕8号）", "检查企业120家次", "罚款3万元", "巴南区应急管理局", "开展“安全生产月”活动",
)  # fmt: skip
STRANGE = (
    "\u2028",
    "\u2029",
    "\x85",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1e",
    "\r",
    "\n",
    "\t",
    '"',
    "\\",
    "<",
    ">",
    "{",
    " .",
    "^",
    "#",
    "@zh",
)
BODIES = st.lists(
    st.one_of(st.sampled_from(FACTS), st.sampled_from(STRANGE), st.text(st.characters(exclude_categories=["Cs"]), max_size=3)),
    max_size=24,
).map("".join)  # fmt: skip


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(BODIES)
@example("认真贯彻\u2028《安全生产法》\x85检查企业120家次，制定《重庆市\u2029安全生产条例》。")
def test_statements_are_right_and_come_back(body: str) -> None:
    text = f"重庆市巴南区应急管理局2021年法治政府建设年度报告\n\n一、主要举措\n{body}\n"
    made = shard(link(extract(SourceText("a.txt", "0" * 64, text))), BASE)
    assert checking.problems(made, BASE) == []
    quads = list(ox.parse(made.own + "".join(made.shared).encode(), format=ox.RdfFormat.N_QUADS))
    assert len(quads) == made.own.count(b"\n") + len(made.shared)
    kept = shards.unpack(shards.pack(made, []))
    assert (kept.own, kept.shared, kept.rows) == (made.own, tuple(made.shared), made.rows)
