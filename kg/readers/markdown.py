"""Markdown: the text without its marks, one line a block."""

from __future__ import annotations

import re

_BLOCK = re.compile(r"^[ ]{0,3}(?:#{1,6}[ ]+|>[ ]?|[-*+][ ]+)")
#: **strong**, __strong__, `code` with something between. Masked names (**区应急管理局) have no closing mark and stay.
_STRONG = re.compile(r"(\*\*|__)(?=[^\s*_])([^*_\n]+?)(?<=\S)\1(?![*\w])")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")


def text(content: str) -> str:
    """Plain text of a Markdown document.

    Only marks that stand in pairs, at line starts or in links are taken away: in reports with masked names two
    asterisks are more often a name than a mark.
    """
    lines = []
    for line in content.splitlines():
        if re.fullmatch(r"\s*(?:[-*_]\s*){3,}|\s*\|?[\s:|-]*-{3,}[\s:|-]*", line):
            continue
        plain = _LINK.sub(r"\1", _STRONG.sub(r"\2", _BLOCK.sub("", line)))
        if plain.lstrip().startswith("|"):
            plain = "  ".join(cell.strip() for cell in plain.strip().strip("|").split("|"))
        lines.append(plain)
    return "\n".join(lines) + "\n"
