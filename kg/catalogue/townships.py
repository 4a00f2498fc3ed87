"""Townships and subdistricts: 德旺土家族苗族乡 lies in 江口县, and 周庄镇 in 昆山市 or in 江阴市.

>>> load().counties("德旺乡")
('520621',)
>>> load().official("德旺乡", "520621")
'德旺土家族苗族乡'
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from kg.resources import folder

# The peoples in the name of an ethnic township: 德旺|土家族苗族|乡, 新店|民族|乡; not 族 in the name of a place.
_PEOPLES = re.compile(
    r"""(?:(?:
      汉|蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇
    | 柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京
    | 塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|民)族)+(?=乡$)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Townships:
    """All townships by name. Make it with :func:`load`."""

    _counties: dict[str, list[str]] = field(repr=False)
    _ethnic: dict[str, dict[str, str]] = field(repr=False)

    def counties(self, name: str) -> tuple[str, ...]:
        """Codes of the counties that have a township of this name, an ethnic one also without its peoples."""
        return tuple(self._counties.get(name, ()) or self._ethnic.get(name, ()))

    def official(self, name: str, county: str) -> str:
        """The official name of a township of ``county``: that of an ethnic township with its peoples."""
        if county in self._counties.get(name, ()):
            return name
        return self._ethnic.get(name, {}).get(county, name)


def without_peoples(name: str) -> str:
    """The short form of an ethnic township's name.

    >>> without_peoples("德旺土家族苗族乡"), without_peoples("木洞镇")
    ('德旺乡', '木洞镇')
    """
    return _PEOPLES.sub("", name)


@cache
def load() -> Townships:
    """The table ``data/townships.tsv``, read once (some 30 ms)."""
    counties: dict[str, list[str]] = {}
    ethnic: dict[str, dict[str, str]] = {}
    text = (folder("data") / "townships.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    for line in lines[1:]:
        code, _, names = line.partition("\t")
        for name in names.split("|"):
            counties.setdefault(name, []).append(code)
            if name.endswith("族乡") and (short := without_peoples(name)) != name and len(short) > 1:
                ethnic.setdefault(short, {})[code] = name
    return Townships(counties, ethnic)
