"""Predicates and classes as ready-made N-Quads tokens, so that writing a quad is one f-string."""

from __future__ import annotations

from kg.graph.namespaces import term

A = term("rdf:type")
LABEL = term("rdfs:label")

REPORT, SECTION, CITATION, ACT, WORK = (term(f"fz:{n}") for n in ("Report", "Section", "Citation", "Act", "Work"))
VERSION, AGENCY, DIVISION, PROGRAMME = (term(f"fz:{n}") for n in ("ActVersion", "Agency", "Division", "Programme"))
ACTIVITY, MEASURE, MENTION = (term(f"fz:{n}") for n in ("Activity", "Measure", "Mention"))
EVIDENCE, SENTENCE, COUNT = (term(f"fz:{n}") for n in ("Evidence", "Sentence", "CitationCount"))

ISSUED_BY, DIVISION_OF, REPORT_YEAR, YEAR = (term(f"fz:{n}") for n in ("issuedBy", "division", "reportYear", "year"))
PLAN_YEAR, SOURCE_FILE, SHA256, CHARACTERS = (
    term(f"fz:{n}") for n in ("planYear", "sourceFile", "sha256", "characters")
)
HAS_SECTION, HAS_CITATION = term("fz:hasSection"), term("fz:hasCitation")
HAS_ACTIVITY, HAS_MENTION, HAS_MEASURE = term("fz:hasActivity"), term("fz:hasMention"), term("fz:hasMeasure")
MENTIONS, CITES, DC_ISSUED, DC_TITLE = (
    term("fz:mentions"),
    term("cito:cites"),
    term("dcterms:issued"),
    term("dcterms:title"),
)
REMARK = term("fz:remark")

ROLE, HEADING, ORDER = term("fz:role"), term("fz:heading"), term("fz:order")
START, END, EXACT, TEXT = term("fz:start"), term("fz:end"), term("fz:exact"), term("fz:text")
SECTION_TEXT = term("fz:sectionText")
IN_SENTENCE, IN_SECTION, HAS_EVIDENCE = term("fz:sentence"), term("fz:section"), term("fz:evidence")
BOILERPLATE = term("fz:boilerplate")
CONFIDENCE, RULE = term("fz:confidence"), term("fz:rule")

CITES_ACT, CITES_VERSION, RESOLUTION = term("fz:citesAct"), term("fz:citesVersion"), term("fz:resolution")
STATUS, ARTICLE, DOCNUM, CANDIDATE = term("fz:status"), term("fz:article"), term("fz:docnum"), term("fz:candidate")
VERSION_REASON, OUTDATED_SINCE = term("fz:versionReason"), term("fz:outdatedSince")

LEVEL, SHORT_TITLE, ISSUER, PLACE = term("fz:level"), term("fz:shortTitle"), term("fz:issuer"), term("fz:place")
REALIZED, DATE_DOCUMENT = term("eli:is_realized_by"), term("eli:date_document")
IN_FORCE_FROM, NO_LONGER = term("eli:first_date_entry_in_force"), term("eli:date_no_longer_in_force")
REPEALED_ON, REPEALED_BY = term("fz:repealedOn"), term("fz:repealedBy")

KIND, FUNCTION, ADMINISTERS, MASKED = (term(f"fz:{n}") for n in ("kind", "function", "administers", "masked"))
PART_OF_ORGANISATION = term("org:subOrganizationOf")
CODE, BROADER, PROVINCE = term("fz:code"), term("skos:broader"), term("fz:province")
WITHIN = term("fz:within")
DIVISION_LEVEL, SUCCESSOR = term("fz:divisionLevel"), term("fz:successor")
VALID_FROM, VALID_TO = term("fz:validFrom"), term("fz:validTo")

ACTIVITY_TYPE, COUNTED, VALUE, UNIT = (term(f"fz:{n}") for n in ("activityType", "counted", "value", "unit"))
APPROXIMATION, CHANGE, PART_OF, OF = (term(f"fz:{n}") for n in ("approximation", "change", "partOf", "of"))
COUNTS_FOR = term("fz:countsFor")

COUNT_AGENCY, COUNT_ACT, CITATIONS, REPORTS = (term(f"fz:{n}") for n in ("agency", "act", "citations", "reports"))
ACTIVITY_COUNT, ACTIVITY_TOTAL = term("fz:ActivityCount"), term("fz:ActivityTotal")
PENALTY_COUNT, PENALTY_TOTAL = term("fz:PenaltyCount"), term("fz:PenaltyTotal")
MEASURES, SUM, CASES, FINES = (term(f"fz:{n}") for n in ("measures", "sum", "cases", "fines"))
ORIGINAL_CITATIONS, ORIGINAL_REPORTS, ORIGINAL_MEASURES, ORIGINAL_SUM, ORIGINAL_CASES, ORIGINAL_FINES = (
    term(f"fz:original{n}") for n in ("Citations", "Reports", "Measures", "Sum", "Cases", "Fines")
)
