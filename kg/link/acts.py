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
from kg.link import forms, issuers, places, titleforms, titleplaces, versions
from kg.link.places import Place
from kg.records import Citation, Record, ReportFacts

#: Levels whose acts have an official title.
STATUTES = (
    "constitution",
    "law",
    "administrative_regulation",
    "local_regulation",
    "department_rule",
    "local_rule",
    "judicial_interpretation",
)
_OFFICIAL = (*STATUTES, "party_regulation")
_MADE = re.compile(
    r"(?:制定|制订|起草|草拟|拟定|编制|印发|出台|下发|修订|完善|建立|形成|代拟|发布|颁布|公布|推出|细化)(?:了|并|实施|学习|贯彻|完善|印发|下发|出台|发布|本局|我局|《[^《》]{1,60}》|[（(][^（）()]{1,40}[）)]|[、，和及以])*$"
)
#: Papers that are booklets where copies of them are given away: 发放《…指南》3千册.
_BOOKLET = re.compile(r"(?:指南|提示|须知|明白卡|明白纸|告知书)$")
_GIVEN = re.compile(r"(?:发放|派发|分发|散发|赠送|发送|印发|印制|编印)[^，。；《》]{0,8}$")
_COPIES = re.compile(r"[ 共等]{0,2}[\d０-９.,，〇零一二三四五六七八九十百千万两余多]{1,9}[册本份张]")
_TITLE_BEFORE = re.compile(r"(?:《[^《》]{1,80}》(?:[（(][^（）()]{1,40}[）)])?[、，和及与以 ]*)+$")
_PREFIX = re.compile(
    r"^(?:(?:国务院|国家|新修订的?|新修正的?|新颁布的?|新|最新|\d{4}(?:年|版|年版)?(?:新?修订|新?修正)?(?:版|的)?))+"
)
_PROVINCE_SHORT = ("省", "市", "自治区", "壮族自治区", "回族自治区", "维吾尔自治区")


#: So many years after its repeal a national act is no longer spoken of; a shorter time after, old habits may be.
_FORGOTTEN = 5


@dataclass(frozen=True, slots=True)
class _Link:
    """What one name links to in this report."""

    level: str | None
    canonical: str | None
    act: str
    resolution: str
    known: Act | None = None
    place: str | None = None
    candidates: tuple[str, ...] = ()
    confidence: float = 1.0
    new: bool = False


def resolve(record: Record, facts: ReportFacts) -> tuple[Citation, ...]:
    """The citations of a record with act, level, title, issuer, version and status; inner titles that name no statute are
    dropped, a bundle becomes one citation for each of its acts.

    :param facts: the resolved facts of the report: its place decides between local acts, its year between versions.
    """
    home = places.of(facts)
    numbers = _numbers(record)
    linker = _Linker(record, facts, home, numbers)
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
    ordered: dict[str, tuple[_Link, ...]] = dataclasses.field(default_factory=dict)
    memo: dict[tuple[str, bool, bool, bool], tuple[_Link, ...]] = dataclasses.field(default_factory=dict)
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
            own = not self.named[title] and self._own(citation)
            inner = "inner" in citation.flags
            memo = (title, own, inner, "draft" in citation.flags)
            if memo not in self.memo:
                self.memo[memo] = tuple(self._links(title, citation, own, inner))
            links = self.memo[memo]
        if "inner" in citation.flags and links[0].level not in STATUTES:
            return
        for link in links:
            booklet = link.level == "document" and _BOOKLET.search(title) is not None and self._given_away(citation)
            yield self._filled(citation, dataclasses.replace(link, level="work") if booklet else link, title)

    def _given_away(self, citation: Citation) -> bool:
        """Whether copies of it were given to the public: 发放《…指南》3千册."""
        text = self.record.source.text
        before = text[max(0, citation.start - 14) : citation.start]
        return _GIVEN.search(before) is not None and _COPIES.match(text[citation.end : citation.end + 16]) is not None

    def _filled(self, citation: Citation, link: _Link, title: str) -> Citation:
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
            status or ("unknown" if link.level in _OFFICIAL else None),
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

    def _own(self, citation: Citation) -> bool:
        """Whether the report says that its agency made the act: 制定了《…》, 印发《A》《B》."""
        text = self.record.source.text
        before = text[max(0, citation.start - 160) : citation.start]
        before = _TITLE_BEFORE.sub("", before)
        return _MADE.search(before[-14:]) is not None

    def _by_order(self, citation: Citation) -> tuple[_Link, ...]:
        """A bare 《办法》, or a title cut short that stands in no table, by the order beside it: 《办法》（国务院令第493号）."""
        if not citation.docnum or "令" not in citation.docnum:
            return ()
        bare = forms.bare(citation.title)
        if not bare and (citation.act or catalogue.load().named(citation.title)):
            return ()
        act = self._promulgated(citation.docnum)
        if act is None or not (bare or titleforms.cut_short(key(citation.title), key(act.title))):
            return ()
        return (self._known(act, "alias", 0.9),)

    def _links(self, title: str, citation: Citation, own: bool, inner: bool) -> Iterator[_Link]:
        table = catalogue.load()
        if forms.masked(title):
            yield self._by_form(title, citation, own, inner)
            return
        named_new = title.startswith("新") and not table.aliases(title)
        if aliases := self._aliases(table.aliases(title[1:] if named_new else title), citation, named_new):
            for target in aliases.targets:
                act = table.get(target)
                yield (
                    self._known(act, "alias", 0.95, new=named_new or aliases.kind == "new")
                    if act
                    else self._by_form(target, citation, own, inner)
                )
            return
        if link := self._look_up(title, own, "draft" in citation.flags):
            yield link
            return
        if (handed := _HANDED_OUT.search(titleforms.clean(title))) and (
            papers := table.named(titleforms.closed(handed[1]))
        ):
            paper = self._one(papers, handed[1], "alias")
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

    def _look_up(self, title: str, own: bool, draft: bool) -> _Link | None:
        """The title in the catalogue: as it stands, at home, with clipped and wrong words mended."""
        table = catalogue.load()
        if found := table.named(title):
            if not (own or draft) and not title.startswith("中华人民共和国") and all(map(self._out_of_time, found)):
                long_ago = f"{(self.facts.report_year or 0) - _FORGOTTEN}-01-01"
                forgotten = all(not act.repealed_on or act.repealed_on < long_ago for act in found)
                if (local := self._local(title) or (self._untold(title) if forgotten else None)) is not None:
                    return local
            return self._one(found, title, "exact")
        if not own and (local := self._local(title)) is not None:
            return local
        expanded = self._expanded(title)
        if expanded and (found := table.named(expanded)):
            return self._one(found, title, "alias")
        stripped = _PREFIX.sub("", title)
        if stripped != title and len(stripped) >= 4 and (found := table.named(stripped)):
            link = self._one(found, title, "alias")
            if link.level in ("law", "administrative_regulation", "constitution"):
                return dataclasses.replace(link, new="新" in title[: len(title) - len(stripped)])
        if title.startswith("关于"):  # a decision of the national legislature, cited without its name
            for body in (
                "全国人民代表大会常务委员会",
                "全国人民代表大会",
                "国务院",
                "中共中央办公厅国务院办公厅",
                "国务院办公厅",
                "中共中央",
                "最高人民法院",
            ):
                if found := table.named(body + title):
                    return self._one(found, title, "alias")
        if found := table.named("海关" + title):
            return self._one(found, title, "alias")
        loose = titleforms.loosely(title)
        if loose is not None:
            return self._known(loose, "alias", 0.9)
        return None

    def _out_of_time(self, act: Act) -> bool:
        """Whether a national act cannot be meant: repealed before the report's year, or first made after its date."""
        year = self.facts.report_year
        if act.place or year is None:
            return False
        latest = max(self.facts.issued or "", f"{year}-12-31")
        known = catalogue.load().versions(act.title)
        return "" < act.repealed_on < f"{year}-01-01" or (bool(known) and known[0].date > latest)

    def _one(self, found: tuple[Act, ...], title: str, resolution: str) -> _Link:
        """Of several acts with one key: the exact title, then those not of a place elsewhere, then the newest."""
        exact = [act for act in found if act.title == title]
        if exact or len(found) == 1:
            act = exact[0] if exact else found[0]
        else:
            act = max(found, key=lambda a: (a.status == "", not a.repealed_on, a.title))
        return self._known(act, resolution, 1.0)

    def _local(self, title: str) -> _Link | None:
        """A local act named without its place: the report's own place decides, then those above it."""
        found = catalogue.load().local(title)
        if not found:
            return None
        for name in self._chain():
            for act in found:
                if act.place and act.place == name:
                    return self._known(act, "alias", 0.9)
        if self.home is not None:
            return None
        titles = tuple(sorted(act.title for act in found))
        if len(found) == 1:
            return None
        return _Link(found[0].level, None, title, "ambiguous", candidates=titles, confidence=0.5)

    def _untold(self, title: str) -> _Link | None:
        """The local act of a province of which no table has one, where others have it: what it is called is not guessed."""
        found = catalogue.load().local(title)
        if not found or not (chain := self._chain()):
            return None
        return _Link(found[0].level, None, chain[-1] + title, "unknown", place=chain[-1], confidence=0.5)

    def _chain(self) -> list[str]:
        """Names of the report's place and those above it, nearest first."""
        if self.home is None or self.home.division is None:
            return []
        from kg.catalogue import divisions

        above = divisions.load().above(self.home.division, self.facts.report_year)
        return [self.home.division.name, *(division.name for division in above)]

    def _expanded(self, title: str) -> str | None:
        """《重庆安全生产条例》 as 重庆市安全生产条例."""
        where = titleplaces.leading(title, self.home, self.facts.report_year)
        if where is None or where.division is None or title[: where.end] == where.division.name:
            return None
        return where.division.name + title[where.end :]

    def _known(self, act: Act, resolution: str, confidence: float, *, new: bool = False) -> _Link:
        canonical = act.title if act.level in _OFFICIAL else None
        return _Link(act.level, canonical, act.title, resolution, act, act.place or None, (), confidence, new)

    def _by_form(self, title: str, citation: Citation, own: bool, inner: bool) -> _Link:
        """An act that no table has."""
        name = titleforms.clean(title)
        where = titleplaces.leading(name, self.home, self.facts.report_year)
        docnum = citation.docnum or self.numbers.get(key(title)) or ""
        order = re.search(r"令", docnum) is not None
        clues = forms.Clues(
            place=where.level if where else "township" if titleplaces.of_township(name) else "",
            order=order,
            maker=forms.maker(docnum),
            numbered=(bool(docnum) and not order) or inner,
            office=issuers.begins_with_office(name)
            and not name.startswith(("国务院", "国家", "中华人民共和国"))
            and not _NATIONAL.match(name),
            own=own,
            draft="draft" in citation.flags,
        )
        level = forms.level(name, clues)
        place = where.path if where else None
        if level in ("local_regulation", "local_rule") and not place and self.home:
            place = self.home.path
        if level in _OFFICIAL:
            return _Link(level, name, name, "unknown", None, place, (), 0.8)
        return _Link(level, None, self._identifier(name, level), "unknown", None, place, (), 0.8)

    def _identifier(self, name: str, level: str | None) -> str:
        """A masked title is an act of this report alone; others are one act wherever they are cited."""
        if forms.masked(name):
            return f"{name}（{self.record.source.sha256[:12]}）"
        issuer = self._issuer(name) if level == "document" else None
        if issuer and not name.startswith(issuer):
            return re.sub(r"\s", "", f"{issuer}：{name}")
        return re.sub(r"\s", "", name)

    def _by_number(self, citation: Citation) -> tuple[_Link, ...]:
        """An order or paper named by its number alone."""
        docnum = citation.act or citation.docnum or citation.title
        if act := self._promulgated(docnum):
            return (self._known(act, "alias", 0.8),)
        level = forms.maker(docnum) or ("department_rule" if "令" in docnum else "")
        return (_Link(level or "document", None, re.sub(r"\s", "", docnum), "unknown", confidence=0.7),)

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
