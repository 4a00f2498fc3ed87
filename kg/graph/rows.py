"""The columns of the tables that stand beside the graph, in order; types by their short names.

``str``, ``int``, ``float``, ``bool``. A row of a shard holds the columns after ``report``; the build joins the rest.
"""

from __future__ import annotations

Columns = tuple[tuple[str, str], ...]

_WHERE: Columns = (
    ("start", "int"),
    ("end", "int"),
    ("surface", "str"),
    ("sentence_start", "int"),
    ("sentence_end", "int"),
    ("section", "int"),
    ("role", "str"),
    ("confidence", "float"),
    ("rule", "str"),
)

#: Tables whose rows the reports bring.
COLUMNS: dict[str, Columns] = {
    "reports": (
        ("file", "str"),
        ("sha256", "str"),
        ("agency", "str"),
        ("agency_name", "str"),
        ("division", "str"),
        ("division_name", "str"),
        ("division_code", "str"),
        ("report_year", "int"),
        ("issued", "str"),
        ("plan_year", "int"),
        ("title", "str"),
        ("characters", "int"),
        ("sentences", "int"),
        ("own_acts", "int"),
        ("own_agencies", "int"),
    ),
    "sections": (
        ("section", "str"),
        ("order", "int"),
        ("role", "str"),
        ("heading", "str"),
        ("start", "int"),
        ("end", "int"),
    ),
    "citations": (
        ("citation", "str"),
        ("act", "str"),
        ("title", "str"),
        ("level", "str"),
        ("canonical", "str"),
        ("docnum", "str"),
        ("article", "str"),
        ("issuer", "str"),
        ("version", "str"),
        ("resolution", "str"),
        ("status", "str"),
        *_WHERE,
    ),
    "mentions": (("mention", "str"), ("kind", "str"), ("thing", "str"), ("name", "str"), *_WHERE),
    "sentences": (
        ("start", "int"),
        ("end", "int"),
        ("section", "int"),
        ("facts", "int"),
        ("in_graph", "bool"),
        ("key", "int"),
    ),
    "activities": (("activity", "str"), ("activity_type", "str"), ("counted", "str"), ("year", "int")),
    "measures": (
        ("measure", "str"),
        ("activity", "str"),
        ("activity_type", "str"),
        ("counted", "str"),
        ("value", "float"),
        ("unit", "str"),
        ("year", "int"),
        ("approximation", "str"),
        ("change", "str"),
        ("part_of", "str"),
        ("use", "str"),
        ("indicator", "str"),
        *_WHERE,
    ),
}
#: Columns of a report that are repeated in every table of things in reports.
CONTEXT = ("report", "agency", "agency_name", "division", "division_name", "province", "function", "report_year")
