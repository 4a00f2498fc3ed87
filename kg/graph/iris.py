"""The IRIs of things: readable, Chinese kept as it is, and the same for the same thing on any machine."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.graph.namespaces import DEFAULT_BASE
from kg.records import Citation, ReportFacts

# What may not stand in a segment of an IRI (RFC 3987 ``isegment``): marks that end it (/ ? #), what is illegal anywhere,
# and the private-use and other code points outside of ``ucschar``. Taken: 《》“”〔〕·（）*. Not taken: space, %, /, <, U+E000.
_UNSAFE = re.compile(
    r"[^A-Za-z0-9\-._~!$&'()*+,;=:@\u00a0-\u200d\u2010-\u2027\u202f-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd]"
)


@lru_cache(maxsize=1 << 14)
def segment(name: str) -> str:
    """``name`` as one segment of an IRI; characters that IRIs forbid are percent-encoded as UTF-8.

    >>> segment("安全生产法"), segment("a b/c")
    ('安全生产法', 'a%20b%2Fc')
    """
    return _UNSAFE.sub(lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode("utf-8", "surrogatepass")), name)


def report(facts: ReportFacts, sha256: str, base: str = DEFAULT_BASE) -> str:
    """``…/report/重庆市巴南区应急管理局-2021``; without a known agency the first digits of the file's hash stand for it."""
    name = segment(facts.agency) if facts.agency else sha256[:12]
    return f"{base}report/{name}-{facts.report_year or 0}"


def act(citation: Citation, base: str = DEFAULT_BASE) -> str:
    """The IRI of the act that ``citation`` is about, by its full title or, for documents, title and issuer."""
    if citation.canonical:
        return f"{base}act/{segment(citation.canonical)}"
    return known_act(citation.act or document_name(citation), citation.level, base)


def known_act(title: str, level: str | None, base: str = DEFAULT_BASE) -> str:
    """The IRI of an act by title and level: papers and works have folders of their own."""
    folder = level if level in ("document", "work") else "act"
    return f"{base}{folder}/{segment(title)}"


def document_name(citation: Citation) -> str:
    """What identifies a paper that linking gave no identifier: its title, after its issuer where the title lacks it."""
    title = " ".join(citation.title.split())
    if citation.issuer and not title.startswith(citation.issuer):
        return f"{citation.issuer}·{title}"
    return title


def version(act_iri: str, promulgated: str) -> str:
    """The version of an act that was promulgated on an ISO date: ``…/act/中华人民共和国安全生产法@2021-06-10``."""
    return f"{act_iri}@{promulgated}"


def agency(name: str, base: str = DEFAULT_BASE) -> str:
    """``…/agency/重庆市巴南区应急管理局``."""
    return f"{base}agency/{segment(name)}"


def programme(name: str, base: str = DEFAULT_BASE) -> str:
    """``…/programme/双随机一公开``."""
    return f"{base}programme/{segment(name)}"


def division(name: str, code: str | None, base: str = DEFAULT_BASE) -> str:
    """``…/division/500113`` by its GB/T 2260 code, or by its full name where it has none (zones)."""
    return f"{base}division/{segment(code or name)}"
