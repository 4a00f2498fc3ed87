"""Administrative divisions with their history: who is above whom, under which code and name, in which years.

The same county name stands in several provinces and a code changes its name, so a name is looked up with its parent and a
code with its year. Municipalities have no prefecture level: 巴南区 stands right below 重庆市.

    >>> load().by_path("重庆市巴南区").code
    '500113'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.resources import folder

_KINDS = frozenset("省市区县州盟旗")
#: Codes of the four municipalities.
MUNICIPALITIES = ("110000", "120000", "310000", "500000")


@dataclass(frozen=True, slots=True)
class Division:
    """One division under one name: a row of ``data/divisions.tsv``.

    :param code: six digits of GB/T 2260; the key of a zone (``500000Z01``, ``410171``) is no official code.
    :param level: ``province``, ``prefecture``, ``county`` or ``zone``.
    :param parent: code of the division above, empty for a province.
    :param valid_from: first year of the name under the code; ``valid_to`` the last one, 9999 where it is in use.
    """

    code: str
    name: str
    level: str
    parent: str
    valid_from: int
    valid_to: int
    aliases: tuple[str, ...] = ()
    successor: tuple[str, ...] = ()

    @property
    def official_code(self) -> str | None:
        """The GB/T 2260 code; None for zones."""
        return None if self.level == "zone" else self.code

    def valid(self, year: int | None) -> bool:
        """Whether the division had this name and code at some time of ``year`` (always true for None)."""
        return year is None or self.valid_from <= year <= self.valid_to


@dataclass(frozen=True, slots=True)
class Divisions:
    """All divisions, with the ways to look them up. Make it with :func:`load`."""

    rows: tuple[Division, ...]
    _codes: Mapping[str, Sequence[Division]] = field(repr=False)
    _names: Mapping[str, Sequence[Division]] = field(repr=False)
    _predecessors: Mapping[str, Sequence[tuple[int, Division]]] = field(repr=False)

    def by_code(self, code: str, year: int | None = None) -> Division | None:
        """The division that bore ``code`` in ``year``; without a year, or where none did, its latest holder.

        In a year of change both names are valid and the newer one is given.
        """
        held = self._codes.get(code, ())
        fitting = [division for division in held if division.valid(year)]
        if not held:
            return None
        return fitting[-1] if fitting else held[-1]

    def before(self, code: str, year: int) -> tuple[Division, ...]:
        """The divisions of ``year`` that the later bearer of ``code`` took over, as a whole or a part of them, nearest first.

        >>> [division.name for division in load().before("610981", 2019)]
        ['旬阳县']
        """
        codes, seen = {code}, {code}
        while codes:
            earlier = [pair for later in sorted(codes) for pair in self._predecessors.get(later, ())]
            if valid := [division for last, division in earlier if division.valid_from <= year <= last]:
                return _one_a_code(valid)
            codes = {division.code for _, division in earlier if division.valid_from > year} - seen
            seen |= codes
        return ()

    def named(self, name: str, year: int | None = None) -> tuple[Division, ...]:
        """All divisions with this name or alias in ``year``, by code; the latest ones where none fits the year."""
        found = self._names.get(name, ())
        return tuple(division for division in found if division.valid(year)) or _latest(found)

    def within(self, name: str, parent: Division, year: int | None = None) -> tuple[Division, ...]:
        """Divisions with this name or alias that lie below ``parent``, at any depth."""
        found = self._names.get(name, ())
        below = [division for division in found if self.contains(parent, division)]
        return tuple(division for division in below if division.valid(year)) or _latest(below)

    def contains(self, outer: Division, inner: Division) -> bool:
        """Whether ``inner`` lies below ``outer`` (a division does not contain itself)."""
        return any(above.code == outer.code for above in self.above(inner))

    def inside(self, division: Division) -> bool:
        """Whether counties or districts in use lie right below ``division``."""
        return any(row.parent == division.code and row.level == "county" and row.valid_to == 9999 for row in self.rows)

    def above(self, division: Division, year: int | None = None) -> list[Division]:
        """The divisions above, nearest first."""
        chain = []
        code = division.parent
        while code:
            holder = self.by_code(code, year if year is not None else min(division.valid_to, 2100))
            if holder is None:
                break
            chain.append(holder)
            code = holder.parent
        return chain

    def province(self, division: Division) -> Division:
        """The province, autonomous region or municipality the division belongs to (itself, if it is one)."""
        return (self.above(division) or [division])[-1]

    def path(self, division: Division, year: int | None = None) -> str:
        """The full name from province level down: ``河南省郑州市金水区``, ``重庆市巴南区``, ``重庆市万盛经济技术开发区``.

        A zone's name that begins with the short name of its city stands for the city: 河南省郑州高新技术产业开发区.
        """
        chain = self.above(division, year)
        if division.level != "zone":
            return "".join(above.name for above in reversed(chain)) + division.name
        name = division.name
        parts = []
        for above in reversed(chain):
            stem = next(
                (form for form in (above.name, *above.aliases) if len(form) > 1 and name.startswith(form)), None
            )
            if stem is None:
                parts.append(above.name)
            elif above.level == "province":
                parts.append(above.name)
                name = name[len(stem) :]
            else:
                break
        return "".join(parts) + name

    def by_path(self, path: str, year: int | None = None) -> Division | None:
        """The division with this full name, also where levels are left out or short forms used (郑州市金水区).

        None where no division fits, or more than one.
        """
        found = self.resolve(self.split(path), year)
        return found[0] if len(found) == 1 else None

    def split(self, path: str) -> tuple[str, ...]:
        """A chain of names cut into its names, the longest first: 河南郑州市金水区 → 河南, 郑州市, 金水区."""
        parts = []
        position = 0
        while position < len(path):
            for length in range(min(16, len(path) - position), 1, -1):
                if path[position : position + length] in self._names:
                    parts.append(path[position : position + length])
                    position += length
                    break
            else:
                return ()
        return tuple(parts)

    def resolve(self, names: Sequence[str], year: int | None = None) -> tuple[Division, ...]:
        """The divisions that a chain of names, outermost first, can mean: each name below the one before it.

        >>> [d.code for d in load().resolve(["河南", "金水区"])]
        ['410105']
        """
        if not names:
            return ()
        found = self.named(names[-1], year)
        for name in reversed(names[:-1]):
            outer = self._names.get(name, ())
            found = tuple(
                division
                for division in found
                if any(o.code == division.code or self.contains(o, division) for o in outer)
            )
        if year is None and len(found) > 1:
            found = _latest(found)
        if len(found) > 1:  # a name proper goes before an alias: 朝阳区 before the prefecture 朝阳
            found = tuple(division for division in found if division.name == names[-1]) or found
        if len(found) > 1 and names[-1][-1] in _KINDS:  # 巴州 is 巴音郭楞蒙古自治州, not 巴州区 without its last word
            found = tuple(division for division in found if division.name[-1] == names[-1][-1]) or found
        return _one_a_code(found)

    def known(self, name: str) -> bool:
        """Whether ``name`` is the name or an alias of some division."""
        return name in self._names

    def forms(self) -> Iterable[str]:
        """Every name and alias."""
        return self._names.keys()


def _latest(found: Iterable[Division]) -> tuple[Division, ...]:
    """Those of ``found`` still in use; where there are none, those that went last."""
    found = tuple(found)
    last = max((division.valid_to for division in found), default=0)
    return tuple(division for division in found if division.valid_to == last)


def _one_a_code(found: Iterable[Division]) -> tuple[Division, ...]:
    """Of several holders of a code, the newest."""
    return tuple({division.code: division for division in found}.values())


def _aliases(name: str, listed: str) -> tuple[str, ...]:
    """The aliases listed for a division; of autonomous ones also 湘西自治州, 石柱自治县."""
    aliases = tuple(listed.split("|")) if listed else ()
    kind = name[-3:] if name[-3:] in ("自治州", "自治县", "自治旗") else ""
    shorter = (alias + kind for alias in aliases if kind and alias[-1] != kind[-1] and len(alias) > 1)
    return (*aliases, *(alias for alias in shorter if alias != name))


@cache
def load() -> Divisions:
    """The table ``data/divisions.tsv``, read once."""
    rows = []
    codes: dict[str, list[Division]] = {}
    names: dict[str, list[Division]] = {}
    before: dict[str, list[tuple[int, Division]]] = {}
    text = (folder("data") / "divisions.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    for line in lines[1:]:
        code, name, level, parent, first, last, aliases, successor = line.split("\t")
        division = Division(
            code,
            name,
            level,
            parent,
            int(first or 0),
            int(last or 9999),
            _aliases(name, aliases),
            tuple(successor.split("|")) if successor else (),
        )
        rows.append(division)
        codes.setdefault(code, []).append(division)
        names.setdefault(name, []).append(division)
        for follows in division.successor:  # 460302[2020]: a part of it, in that year
            until = int(follows[7:-1]) if follows.endswith("]") else division.valid_to
            before.setdefault(follows[:6], []).append((until, division))
        for alias in division.aliases:
            names.setdefault(alias, []).append(division)
    return Divisions(tuple(rows), codes, names, before)
