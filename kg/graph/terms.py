"""RDF terms as N-Quads text. Literals are written in the canonical form that the store would give them."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

_XSD = "http://www.w3.org/2001/XMLSchema#"
#: What closes a literal of a datatype, for those who write the number themselves: ``f'"{7}{INTEGER}'``.
INTEGER = f'"^^<{_XSD}integer>'
#: What may not stand in a literal as it is; the backslash first, for the others are written with one.
_ESCAPES = (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"))


def text(value: str) -> str:
    """A plain string: ``"…"``."""
    if '"' in value or "\n" in value or "\\" in value or "\r" in value:
        for mark, written in _ESCAPES:
            value = value.replace(mark, written)
    return f'"{value}"'


#: The same for words of small sets (units, rules, marks of approximation), which are remembered.
word = lru_cache(maxsize=4096)(text)


def zh(value: str) -> str:
    """A string in Chinese: ``"…"@zh``."""
    return text(value) + "@zh"


def integer(value: int) -> str:
    """An ``xsd:integer``."""
    return f'"{value}{INTEGER}'


@lru_cache(maxsize=4096)
def decimal(value: float | Decimal) -> str:
    """An ``xsd:decimal`` without exponent and without needless zeros: 12000.0 → 12000, 1e-05 → 0.00001."""
    plain = format(value if isinstance(value, Decimal) else Decimal(repr(value)), "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    if plain == "-0":
        plain = "0"
    return f'"{plain}"^^<{_XSD}decimal>'


def boolean(value: bool) -> str:
    """An ``xsd:boolean``."""
    return f'"{"true" if value else "false"}"^^<{_XSD}boolean>'


def date(value: str) -> str:
    """An ``xsd:date`` from an ISO date."""
    return f'"{value}"^^<{_XSD}date>'


def year(value: int) -> str:
    """An ``xsd:gYear``."""
    return f'"{value:04d}"^^<{_XSD}gYear>'


def label(value: str, width: int = 40) -> str:
    """A label in Chinese, on one line, cut with ``…`` where it would be longer than ``width`` characters."""
    if len(value) <= width:
        return _short(value)
    # Only the beginning is looked at: a sentence may be as long as a damaged file.
    line = " ".join((value if len(value) <= 10 * width else value[: 10 * width] + "…").split())
    return zh(line if len(line) <= width else line[: width - 1] + "…")


@lru_cache(maxsize=1 << 13)
def _short(value: str) -> str:
    """A label that needs no cutting; those of names and numbers return again and again."""
    return zh(" ".join(value.split()))
