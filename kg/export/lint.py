"""What Gephi or Gephi Lite would drop, refuse or show wrongly in a GEXF file; one rule for each trap.

The file is read as a stream (:mod:`kg.export.lint_reader`), so a file of any size can be checked. Each rule has a name and
an explanation in :data:`kg.export.lint_rules.RULES`; the tests hold one small bad file for each.
"""

from __future__ import annotations

from pathlib import Path

from kg.errors import InputError
from kg.export.lint_reader import DECLARATION, Reader
from kg.export.lint_rules import RULES, Finding


def lint(path: str | Path) -> list[Finding]:
    """Check a GEXF file.

    :returns: the findings in the order of the file, at most :data:`kg.export.lint_rules.SHOWN` of a rule and then their
        number; an empty list where both programs will read all of it.
    """
    try:
        with Path(path).open("rb") as file:
            reader = Reader()
            if file.read(len(DECLARATION)) != DECLARATION:
                reader.find("declaration", RULES["declaration"])
            file.seek(0)
            reader.read(file)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    return list(reader.findings())
