"""Citation to act: what is cited, at which level, by which official title, in which version.

A title is looked up as it stands, then as an alias, then with what people leave out or get wrong; what no table has is
known by its form (:mod:`kg.link.forms`) and gets an identifier of its own.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.catalogue import acts as catalogue
from kg.catalogue.acts import Act, Alias, key
from kg.extract.view import in_one_line
from kg.link import forms, issuers, lookup, places, title_context, titleforms, titleplaces, versions
from kg.link.lookup import OFFICIAL, STATUTES, Asked, Link, linked
from kg.link.places import Place
from kg.records import Citation, Record, ReportFacts


def resolve(record: Record, facts: ReportFacts) -> tuple[Citation, ...]:
    """The citations of a record with act, level, title, issuer, version and status; inner titles that name no statute are
    dropped, a bundle becomes one citation for each of its acts.

    :param facts: the resolved facts of the report: its place decides between local acts, its year between versions.
    """
    home = places.of(facts)
    numbers = _numbers(record)
    called = {key(citation.title): kind for citation, kind in title_context.kinds(record.source.text, record.citations)}
    linker = _Linker(record, facts, home, numbers, called)
    found: list[Citation] = []
    for citation in record.citations:
        found.extend(linker.citations(citation))
    return tuple(found)


def _numbers(record: Record) -> dict[str, str]:
    """The number that the report attaches to a title anywhere: it holds for its other mentions too."""
    numbers: dict[str, str] = {}
    for citation in record.citations:
        if citation.docnum and citation.rule != "number":
            numbers.setdefault(key(citation.title), citation.docnum)
    return numbers


@dataclass(slots=True)
class _Linker:
    record: Record
    facts: ReportFacts
    home: Place | None
    numbers: dict[str, str]
    called: dict[str, str]
    ordered: dict[str, tuple[Link, ...]] = dataclasses.field(default_factory=dict)
    memo: dict[tuple[str, bool, bool, bool], tuple[Link, ...]] = dataclasses.field(default_factory=dict)
    named: dict[str, bool] = dataclasses.field(default_factory=dict)
    issuers: dict[str, str | None] = dataclasses.field(default_factory=dict)
    standings: dict[tuple[str, tuple[str, ...]], versions.Standing] = dataclasses.field(default_factory=dict)

    def citations(self, citation: Citation) -> Iterator[Citation]:
        title = in_one_line(citation.act or citation.title)
        if citation.rule == "number":
            links = self._by_number(citation)
        elif numbered := self._by_order(citation):
            links = self.ordered[citation.title] = numbered
        elif citation.title in self.ordered and not citation.docnum and not citation.act:
            links = self.ordered[citation.title]
        else:
            if title not in self.named:
                self.named[title] = bool(catalogue.load().named(title))
            own = not self.named[title] and title_context.made_by_agency(self.record.source.text, citation)
            inner = "inner" in citation.flags
            memo = (title, own, inner, "draft" in citation.flags)
            if memo not in self.memo:
                self.memo[memo] = tuple(self._links(title, citation, own, inner))
            links = self.memo[memo]
        if "inner" in citation.flags and links[0].level not in STATUTES:
            return
        for link in links:
            booklet = (
                link.level == "document"
                and title_context.booklet(title)
                and title_context.given_away(self.record.source.text, citation)
            )
            yield self._filled(citation, dataclasses.replace(link, level="work") if booklet else link, title)

    def _filled(self, citation: Citation, link: Link, title: str) -> Citation:
        flags = (*citation.flags, "new") if link.new and "new" not in citation.flags else citation.flags
        version = reason = status = None
        if link.known is not None:
            standing = self._standing(link.known, flags)
            version, reason, status = standing.version, standing.reason, standing.status
        resolution = link.resolution
        if citation.rule in ("short-form", "pointer") and resolution == "exact":
            resolution = "short-form"
        return Citation(
            citation.start,
            citation.end,
            citation.surface,
            citation.title,
            link.level,
            link.canonical,
            citation.docnum,
            None if "inner" in citation.flags or forms.masked(title) else self._issuer(title),
            link.act,
            citation.article,
            link.place,
            resolution,
            version,
            reason,
            status or ("unknown" if link.level in OFFICIAL else None),
            link.candidates,
            flags,
            citation.rule,
            round(citation.confidence * link.confidence, 3),
            citation.sentence,
        )

    def _standing(self, act: Act, flags: tuple[str, ...]) -> versions.Standing:
        """Which version of an act of the catalogue a citation with these flags means."""
        asked = act.title, flags
        if asked not in self.standings:
            self.standings[asked] = versions.choose(act, catalogue.load().versions(act.title), self.facts, flags)
        return self.standings[asked]

    def _issuer(self, title: str) -> str | None:
        """The body that a title names as its issuer."""
        if title not in self.issuers:
            self.issuers[title] = issuers.of(title, self.facts)
        return self.issuers[title]

    def _by_order(self, citation: Citation) -> tuple[Link, ...]:
        """A bare 《办法》, or a title cut short that stands in no table, by the order beside it: 《办法》（国务院令第493号）."""
        if not citation.docnum or "令" not in citation.docnum:
            return ()
        bare = forms.bare(citation.title)
        if not bare and (citation.act or catalogue.load().named(citation.title)):
            return ()
        act = self._promulgated(citation.docnum)
        if act is None or not (bare or titleforms.cut_short(key(citation.title), key(act.title))):
            return ()
        return (linked(act, "alias", 0.9),)

    def _links(self, title: str, citation: Citation, own: bool, inner: bool) -> Iterator[Link]:
        table = catalogue.load()
        if forms.masked(title):
            yield self._by_form(title, citation, own, inner)
            return
        named_new = title.startswith("新") and not table.aliases(title)
        if aliases := self._aliases(table.aliases(title[1:] if named_new else title), citation, named_new):
            for target in aliases.targets:
                act = table.get(target)
                yield (
                    linked(act, "alias", 0.95, new=named_new or aliases.kind == "new")
                    if act
                    else self._by_form(target, citation, own, inner)
                )
            return
        if link := lookup.look_up(Asked(title, self.facts, self.home, own, "draft" in citation.flags)):
            yield link
            return
        if (handed := _HANDED_OUT.search(titleforms.clean(title))) and (
            papers := table.named(titleforms.closed(handed[1]))
        ):
            paper = lookup.one(papers, handed[1], "alias")
            if paper.level not in STATUTES:  # a statute in a notice is a citation beside the notice
                yield paper
                return
        yield self._by_form(title, citation, own, inner)

    def _aliases(self, aliases: tuple[Alias, ...], citation: Citation, named_new: bool) -> Alias | None:
        day = self.facts.issued or (f"{self.facts.report_year}-12-31" if self.facts.report_year else "")
        marked = named_new or citation.rule not in ("alias", "statute")
        for alias in aliases:
            if (marked or alias.bare) and (not day or (alias.since or "0") <= day <= (alias.until or "9")):
                return alias
        return aliases[-1] if aliases and not day else None

    def _by_form(self, title: str, citation: Citation, own: bool, inner: bool) -> Link:
        """An act that no table has."""
        name = titleforms.clean(title)
        where = titleplaces.leading(name, self.home, self.facts.report_year)
        docnum = citation.docnum or self.numbers.get(key(title)) or ""
        order = re.search(r"令", docnum) is not None
        called = self.called.get(key(title), "")
        paper = called == "document" or (bool(docnum) and not order) or inner
        clues = forms.Clues(
            place=where.level if where else "township" if titleplaces.of_township(name) else "",
            order=order,
            maker=forms.maker(docnum) or (called if called in STATUTES else ""),
            numbered=paper,
            office=issuers.begins_with_office(name)
            and not name.startswith(("国务院", "国家", "中华人民共和国"))
            and not _NATIONAL.match(name),
            own=own and not self._makes_rules(where, citation),
            draft="draft" in citation.flags,
        )
        level = forms.level(name, clues)
        place = where.path if where else None
        if level in ("local_regulation", "local_rule") and not place and self.home:
            place = self.home.path
        if level in OFFICIAL:
            return Link(level, name, name, "unknown", None, place, (), 0.8)
        return Link(level, None, self._identifier(name, level), "unknown", None, place, (), 0.8)

    def _makes_rules(self, where: titleplaces.Leading | None, citation: Citation) -> bool:
        """Whether it is the government of a province or city that reports and makes the act: what it makes is a rule."""
        if where is None or self.home is None or where.path != self.home.path:
            return False
        government = (self.facts.agency or "").endswith("人民政府") and where.level in ("province", "prefecture")
        trial = "试行" in citation.title or "暂行" in citation.title
        return government and not trial and not title_context.of_department(self.record.source.text, citation)

    def _identifier(self, name: str, level: str | None) -> str:
        """A masked title is an act of this report alone; others are one act wherever they are cited."""
        if forms.masked(name):
            return f"{name}（{self.record.source.sha256[:12]}）"
        issuer = self._issuer(name) if level == "document" else None
        if issuer and not name.startswith(issuer):
            return re.sub(r"\s", "", f"{issuer}：{name}")
        return re.sub(r"\s", "", name)

    def _by_number(self, citation: Citation) -> tuple[Link, ...]:
        """An order or paper named by its number alone."""
        docnum = citation.act or citation.docnum or citation.title
        if act := self._promulgated(docnum):
            return (linked(act, "alias", 0.8),)
        level = forms.maker(docnum) or ("department_rule" if "令" in docnum else "")
        return (Link(level or "document", None, re.sub(r"\s", "", docnum), "unknown", confidence=0.7),)

    def _promulgated(self, docnum: str) -> Act | None:
        """The act that the order or paper of this number promulgated, as known when the report came out."""
        table = catalogue.load()
        limit = self.facts.issued or f"{self.facts.report_year or 9999}-12-31"
        number = catalogue.number_key(docnum)
        dated = [
            (version.date, title)
            for title in table.numbered(docnum)
            for version in table.versions(title)
            if version.docnum and version.date <= limit and catalogue.number_key(version.docnum) == number
        ]
        return table.get(max(dated)[1]) if dated else None


#: A notice that hands out a paper is that paper: 国务院印发《法治政府建设实施纲要（2021－2025年）》的通知
_HANDED_OUT = re.compile(r"(?:印发|转发)《([^《》]+)》?(?:的通知)?$")
_NATIONAL = re.compile(r"^(?:最高人民|全国|公安部|财政部|教育部|司法部|民政部|商务部|水利部|审计署|海关总署|中国)")
