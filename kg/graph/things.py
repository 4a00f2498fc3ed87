"""The things that reports share: acts and their versions, agencies, divisions, programmes.

Each function gives the thing's IRI and the N-Quads lines about it. What the catalogue knows comes from there, so that it is
the same in whatever report the thing turns up; the record fills in what the catalogue does not know.
"""

from __future__ import annotations

from kg.graph import iris, terms
from kg.graph.namespaces import concept
from kg.graph.tokens import *  # noqa: F403 - the writer's alphabet
from kg.records import Agency, Citation

Lines = list[str]


class Facts:
    """What is stated about shared things, under one base IRI; answers are remembered."""

    def __init__(self, base: str) -> None:
        self.base = base

    def act(self, c: Citation, report: str) -> tuple[str | None, Lines]:
        """The act that ``c`` cites; None where it is ambiguous. A masked act is a node of the report's own."""
        if c.resolution == "ambiguous" and c.candidates:
            return None, []
        if c.canonical:
            return self.statute(c.canonical, c)
        if "masked" in c.flags or "*" in c.title:
            iri = f"{report}#act={c.start},{c.end}"
            lines = self._act_lines(iri, c.title, c.level)
            return iri, [*lines, f"<{iri}> {MASKED} {terms.boolean(True)} .\n"]
        iri = iris.act(c, self.base)
        lines = self._act_lines(iri, c.act or iris.document_name(c), c.level)
        return iri, lines + self._act_extras(iri, c)

    def statute(self, title: str, c: Citation | None = None) -> tuple[str, Lines]:
        """An act by its full title, with its versions."""
        iri = f"{self.base}act/{iris.segment(title)}"
        lines = self._act_lines(iri, title, c.level if c else None)
        if c:
            lines += self._act_extras(iri, c)
            if c.version:
                lines += self._version(iri, title, c.version)
        return iri, lines

    def _act_lines(self, iri: str, name: str, level: str | None) -> Lines:
        me = f"<{iri}>"
        lines = [f"{me} {A} {WORK if level == 'work' else ACT} .\n", f"{me} {LABEL} {terms.label(name, 200)} .\n"]
        if level:
            lines.append(f"{me} {LEVEL} {concept('level', level)} .\n")
        return lines

    def _act_extras(self, iri: str, c: Citation) -> Lines:
        lines = []
        if c.issuer:
            issuer, about = self.agency(Agency(0, 0, c.issuer, canonical=c.issuer))
            lines += [f"<{iri}> {ISSUER} <{issuer}> .\n", *about]
        if c.place:
            place, about = self.division(c.place, None)
            lines += [f"<{iri}> {PLACE} <{place}> .\n", *about]
        return lines

    def _version(self, act: str, title: str, promulgated: str) -> Lines:
        me = f"<{iris.version(act, promulgated)}>"
        return [
            f"<{act}> {REALIZED} {me} .\n",
            f"{me} {A} {VERSION} .\n",
            f"{me} {LABEL} {terms.label(f'{title}（{promulgated}）', 200)} .\n",
            f"{me} {DATE_DOCUMENT} {terms.date(promulgated)} .\n",
        ]

    def agency(self, mention: Agency, report: str | None = None) -> tuple[str, Lines]:
        """The organisation of a mention. One whose full name is not known is a node of the report's own, never merged."""
        name = mention.canonical
        iri = iris.agency(name, self.base) if name else f"{report}#agency={iris.segment(mention.surface)}"
        me = f"<{iri}>"
        lines = [
            f"{me} {A} {AGENCY} .\n",
            f"{me} {LABEL} {terms.label(name or mention.surface, 200)} .\n",
            f"{me} {KIND} {concept('kind', mention.kind)} .\n",
        ]
        if mention.masked:
            lines.append(f"{me} {MASKED} {terms.boolean(True)} .\n")
        if mention.function:
            lines.append(f"{me} {FUNCTION} {concept('function', mention.function)} .\n")
        place, about = self.division(mention.division, None)
        if place:
            lines += [f"{me} {ADMINISTERS} <{place}> .\n", *about]
        return iri, lines

    def division(self, name: str | None, code: str | None) -> tuple[str | None, Lines]:
        """A division by its full path, with the ones above it."""
        if not name:
            return None, []
        iri = iris.division(name, code, self.base)
        me = f"<{iri}>"
        lines = [f"{me} {A} {DIVISION} .\n", f"{me} {LABEL} {terms.zh(name)} .\n"]
        if code:
            lines.append(f"{me} {CODE} {terms.text(code)} .\n")
        return iri, lines

    def programme(self, name: str) -> tuple[str, Lines]:
        """A named initiative, campaign or system."""
        iri = iris.programme(name, self.base)
        return iri, [f"<{iri}> {A} {PROGRAMME} .\n", f"<{iri}> {LABEL} {terms.zh(name)} .\n"]


#: Properties of shared things that have one value at most (``owl:FunctionalProperty`` in the ontology).
SINGLE = frozenset({
    LABEL, LEVEL, SHORT_TITLE, REPEALED_ON, REPEALED_BY, KIND, FUNCTION, ADMINISTERS, CODE, PROVINCE, DIVISION_LEVEL,
    PART_OF_ORGANISATION, DATE_DOCUMENT, IN_FORCE_FROM, NO_LONGER, ISSUER, PLACE, BROADER,
})  # fmt: skip
