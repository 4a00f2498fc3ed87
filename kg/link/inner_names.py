"""Bodies inside another: the full name of the outer one goes on with theirs: 区委 + 编办, 公安局 + 浦东分局."""

from __future__ import annotations

import dataclasses
import re
from functools import cache

from kg.catalogue import organs, owners
from kg.catalogue.organs import Organ
from kg.extract.name_parts import Name
from kg.link import places
from kg.link.places import Place
from kg.resources import rows

_STATE = "中华人民共和国"
_APART = ("party", "bank")
_SCHOOLS = ("学院", "大学", "研究所", "研究院", "研究中心", "医院", "出版社", "学校")


@cache
def short_forms(of: str | None = None) -> dict[str, str]:
    """Short forms of bodies inside another with what they stand for, of the police, the party or the banks alone where asked.

    >>> short_forms("police")["交警大队"], short_forms("party")["党工委"], "党工委" in short_forms()
    ('交通警察大队', '委员会', False)
    """
    found = rows("inner_names.tsv")
    return {row["form"]: row["name"] for row in found if (row["of"] == of if of else row["of"] not in _APART)}


def in_full(part: str) -> str:
    """The official name of a body inside another: 交通警察大队 for 交警大队, any other as it stands."""
    return short_forms().get(part, part)


def bank_in_full(name: str) -> str:
    """A branch of a bank by the bank's full name: 中国农业发展银行驻马店市分行 for 农发行驻马店市分行."""
    banks = short_forms("bank").items()
    return next((full + name[len(short) :] for short, full in banks if name.startswith(short)), name)


def with_parts(
    base: str | None, parsed: Name, surface: str, agency: str | None = None, home: Place | None = None
) -> str | None:
    """The full name of the innermost body: 区委 + 编办, 公安局 + 浦东分局.

    :param agency: the reporting agency; ``home`` its place: a branch called after that is the agency itself, or stands
        beside it.
    """
    if base is None:
        return None
    if parsed.parts and home is not None:
        end = parsed.parts[1] if len(parsed.parts) > 1 else len(surface)
        branch = _branch_at_home(base, surface[parsed.parts[0] : end], agency, home)
        if branch is not None:
            base, parsed = branch, dataclasses.replace(parsed, parts=parsed.parts[1:])
    ends = (*parsed.parts[1:], len(surface))
    for start, end in zip(parsed.parts, ends, strict=False):
        base = _joined(base, surface[start:end], parsed, surface)
    return base


def _branch_at_home(base: str, part: str, agency: str | None, home: Place) -> str | None:
    """公安局|金州分局 in a report of 金州区 is the agency where that is the branch, else a branch of the bureau above."""
    if home.division is None or not part.endswith("分局"):
        return None
    here = part.removesuffix("分局") in (home.division.name, *home.division.aliases)
    if agency is not None and agency.endswith("分局") and agency.startswith(base):
        ours = agency == base or agency[len(base) :].removesuffix("分局") in (
            home.division.name,
            *home.division.aliases,
        )
        if agency.endswith(part) or (here and ours):
            return agency
    upper = places.above(home, None)
    if here and upper is not None and base.startswith(home.path):
        return upper.path + base.removeprefix(home.path) + part
    return None


def _joined(full: str, part: str, parsed: Name, surface: str) -> str:
    """The full name of a body with the one inside it."""
    if part in (party := short_forms("party")):
        return f"中国共产党{full}{party[part]}"
    if part == "委员会" and owners.at(surface, "party"):
        return f"中国共产党{full}委员会"
    if full.startswith(_STATE) and part.endswith(_SCHOOLS):  # 司法部|预防犯罪研究所 bears the name that stands there
        return full.removeprefix(_STATE) + part
    organ = _organ(part, surface[: parsed.core_end])
    if organ is not None and organ.template.startswith("{party}"):
        return full + organ.template.removeprefix("{party}")
    governs = parsed.anchor.word.endswith(("政府", "管委会", "管理委员会"))
    if organ is not None and governs and organ.name != "办公室":
        # departments of a government bear the place's name: 区政府金融办 is 巴南区金融工作办公室
        return (full if organ.template else re.sub(r"(?:人民政府|管理委员会)$", "", full)) + organ.name
    return full + in_full(part)


def _organ(part: str, outer: str) -> Organ | None:
    """The organ of the table that the inner name is of; 市委|金融办 is the office of the committee itself."""
    found = organs.load().named(part)
    if outer.endswith("委"):
        known = organs.load().forms().get(part, ())
        return next((organ for organ in known if organ.template.startswith("{party}")), found)
    return found
