"""Organs and their functions: 应急局 is short for 应急管理局, which manages emergencies and was once 安全生产监督管理局.

``data/organs.tsv`` names them as they stand after a place's name, with the forms in use, the template of the full name,
the levels on which the name exists and the years it was in use; ``data/functions.tsv`` holds the functions, which are also
the concepts of the SKOS scheme of organ functions.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from kg.resources import rows

#: Letters of ``levels`` in ``data/organs.tsv`` for the levels of :class:`kg.catalogue.divisions.Division`.
LEVEL_LETTERS = {"national": "n", "province": "p", "prefecture": "c", "county": "d", "zone": "z", "township": "t"}
#: What {x} in a name stands for: the kind of place that is governed.
_PLACES = ("省", "自治区", "市", "州", "盟", "区", "县", "旗", "镇", "街道")

#: In the name of a squad it says what the squad does; only where no field stands beside it, that it is the city's.
_ENFORCEMENT = re.compile(r"综合(?:行政)?执法")
#: What a zone is for says nothing of the bodies in it: 经济技术开发区政法办公室, 综合保税区管理委员会.
_ZONE = re.compile(
    r"(?:经济|技术|高新|产业|工业|农业|科技|旅游|度假|保税|出口|加工|物流|航空|空|临|港|口岸|边境|自由|贸易|合作|生态|综合|现代|国际|文化"
    r"|金融|化工|创新|改革|开发|示范|试验|实验|先行)+(?:新?区(?![划域])|园区?(?!林))"
)


@dataclass(frozen=True, slots=True)
class Organ:
    """One organ under one name: a row of ``data/organs.tsv``.

    :param name: official name as it stands after the place's name; of a national organ the whole name.
    :param levels: letters of the levels on which the name is in use, see :data:`LEVEL_LETTERS`.
    :param template: how the full name is made; see the head of the table.
    :param bare: whether the name alone, without a place, names an organ (司法局) or only a sort of organs (法院).
    """

    name: str
    forms: tuple[str, ...]
    function: str
    levels: str
    kind: str
    template: str
    bare: bool
    valid_from: int
    valid_to: int
    successor: str

    @property
    def national(self) -> bool:
        """Whether it is an organ of the state as a whole."""
        return self.levels == "n"


@dataclass(frozen=True, slots=True)
class Function:
    """A concept of the scheme of organ functions; ``stems`` tell it in names that stand in no table, ``led`` says that its
    organs are led from above and no departments of local governments.
    """

    notation: str
    label_zh: str
    label_en: str
    stems: tuple[str, ...]
    led: bool


@dataclass(frozen=True, slots=True)
class Organs:
    """All organs by the forms of their names. Make it with :func:`load`."""

    all: tuple[Organ, ...]
    functions: dict[str, Function]
    _forms: dict[str, tuple[Organ, ...]] = field(repr=False)
    _stems: tuple[tuple[str, str], ...] = field(repr=False)
    _local: dict[str, tuple[tuple[str, str, str], ...]] = field(repr=False)

    def named(self, form: str, level: str | None = None, year: int | None = None) -> Organ | None:
        """The organ that ``form`` names on ``level`` in ``year``; level and year prefer, they do not exclude.

        :param level: level of the division (``county``) or ``national``.

        >>> load().named("市监局").name
        '市场监督管理局'
        """
        found = self._forms.get(form, ())
        if len(found) < 2:
            return found[0] if found else None
        letter = LEVEL_LETTERS.get(level or "", "")
        return max(
            found,
            key=lambda organ: (
                letter in organ.levels,
                organ.name == form,
                year is None or organ.valid_from <= year <= organ.valid_to,
                -found.index(organ),
            ),
        )

    def local(self, form: str, place: str, level: str) -> str | None:
        """The official name that a short one means in one province alone.

        :param place: full name of the place that the organ serves.

        >>> load().local("大数据局", "贵州省贵阳市", "prefecture"), load().local("大数据局", "山东省", "province")
        ('大数据发展管理局', None)
        """
        letter = LEVEL_LETTERS.get(level)
        return next(
            (
                name
                for where, name, levels in self._local.get(form, ())
                if letter and place.startswith(where) and letter in levels
            ),
            None,
        )

    def forms(self) -> dict[str, tuple[Organ, ...]]:
        """Every form with the organs it can name."""
        return self._forms

    def function_of(self, name: str) -> str | None:
        """Function of a body by its name alone: that of the longest stem in it; at one length, of the first.

        >>> load().function_of("住房保障和城乡建设管理局"), load().function_of("人民政府石牌街道办事处")
        ('housing-construction', 'township')
        """
        name = _ZONE.sub("区", name.replace("人民政府", "政府"))  # 民政 is no part of it
        field = _ENFORCEMENT.sub("", name)  # 农业综合行政执法大队 is of agriculture
        found = [(len(stem), -field.index(stem), function) for stem, function in self._stems if stem in field]
        if field != name and (not found or max(found)[2] == "township"):
            return "urban-management"
        if not found and name.endswith("政府"):
            return "general-government"
        return max(found)[2] if found else None

    def of_function(self, function: str, level: str, year: int | None = None) -> Organ | None:
        """The usual organ of a function on a level and in a year: for 应急 on ``province`` 应急管理厅.

        For a municipality ask the level ``prefecture``: its organs are 局 and 委, not 厅.
        """
        letter = LEVEL_LETTERS.get(level)
        tail = ("厅",) if level == "province" else ("局", "委员会")
        found = [
            organ
            for organ in self.all
            if organ.function == function and letter and letter in organ.levels and organ.name.endswith(tail)
        ]
        found = [o for o in found if year is None or o.valid_from <= year <= o.valid_to] or found
        return min(
            found,
            key=lambda o: (
                not o.name.endswith(tail[0]),
                o.valid_to < 9999 and year is None,
                -len(o.forms),
                len(o.name),
            ),
            default=None,
        )


def _variants(organ: Organ) -> Iterator[Organ]:
    """An organ, and its name with 与 for 和: some places have 政务服务与数据管理局 where others have 政务服务和数据管理局."""
    yield organ
    if "和" in organ.name and "{" not in organ.template and not organ.national:
        yield dataclasses.replace(organ, name=organ.name.replace("和", "与"), forms=())


@cache
def load() -> Organs:
    """The tables ``data/organs.tsv`` and ``data/functions.tsv``, read once."""
    organs: list[Organ] = []
    forms: dict[str, list[Organ]] = {}
    for row in rows("organs.tsv"):
        for place in _PLACES if "{x}" in row["name"] else ("",):
            name = row["name"].replace("{x}", place)
            more = tuple(form.replace("{x}", place) for form in row["forms"].split("|") if form)
            if name.endswith("委员会") and len(name) > 5 and name[:-2] not in more:
                more = (*more, name[:-2])  # 交通运输委 for 交通运输委员会, as everywhere
            organ = Organ(
                name,
                more,
                row["function"],
                row["levels"],
                row["kind"],
                row["template"].replace("{x}", place),
                row["bare"] == "yes",
                int(row["valid_from"] or 0),
                int(row["valid_to"] or 9999),
                row["successor"],
            )
            for variant in _variants(organ):
                organs.append(variant)
                for form in (variant.name, *variant.forms):
                    if variant not in forms.setdefault(form, []):
                        forms[form].append(variant)
    functions = {
        row["notation"]: Function(
            row["notation"],
            row["label_zh"],
            row["label_en"],
            tuple(s for s in row["stems"].split("|") if s),
            row["led"] == "yes",
        )
        for row in rows("functions.tsv")
    }
    stems = tuple((stem, f.notation) for f in functions.values() for stem in f.stems)
    local: dict[str, tuple[tuple[str, str, str], ...]] = {}
    for row in rows("organ_local.tsv"):
        local[row["form"]] = (*local.get(row["form"], ()), (row["place"], row["name"], row["levels"]))
    return Organs(tuple(organs), functions, {form: tuple(found) for form, found in forms.items()}, stems, local)
