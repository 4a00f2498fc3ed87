"""Which files of a folder or archive are taken for reports, by the endings of their names.

What a file holds is told by its content; its name only decides whether a file that nobody named is looked at: tables,
scripts and annotations lie beside the reports that they belong to.
"""

from __future__ import annotations

import re

#: Reports, and what is told by its content with the way out (old Word files, other archives).
_REPORTS = frozenset(
    "txt text md markdown htm html xhtml shtml asp aspx jsp php mht mhtml doc docx docm wps rtf odt pdf ofd zip rar 7z"
    " gz".split()
)
#: Tables and data: never a report, also where somebody names one, as reports/* does.
_DATA = frozenset("csv tsv json jsonl parquet ttl nt nq trig jsonld rdf n3 rq gexf graphml".split())
_PICTURES = frozenset("png jpg jpeg gif bmp tif tiff webp heic svg ico".split())
#: An ending: 报告.json; not 报告2021.12.30, 报告.最终版.
_ENDING = re.compile(r"\.(?P<kind>[A-Za-z][A-Za-z0-9_]{0,11}~?)$")


def passed_over(name: str) -> str | None:
    """Why a file that was found, and not named, is not read; None where it may be a report.

    >>> passed_over("2022/gold.json")
    '2022/gold.json: .json is a table or data, and no report; a report is saved as .txt, .docx, .pdf or .html'
    >>> passed_over("2022/notes.log")
    '2022/notes.log: .log is no kind of report; give the file by name to read it as text'
    >>> passed_over("2022/logo.png")
    '2022/logo.png: .png is a picture; where it is of a report, run it through text recognition (OCR)'
    >>> passed_over("2022/报告.TXT"), passed_over("2022/报告")
    (None, None)
    """
    ending = _ENDING.search(name.rpartition("/")[2])
    if ending is None or ending["kind"].lower() in _REPORTS:
        return None
    if reason := data(name):
        return reason
    if ending["kind"].lower() in _PICTURES:
        return f"{name}: {ending[0]} is a picture; where it is of a report, run it through text recognition (OCR)"
    return f"{name}: {ending[0]} is no kind of report; give the file by name to read it as text"


def data(name: str) -> str | None:
    """Why a file is not read even though it was named: it holds a table or data; None for others."""
    ending = _ENDING.search(name.rpartition("/")[2])
    if ending is None or ending["kind"].lower() not in _DATA:
        return None
    return f"{name}: {ending[0]} is a table or data, and no report; a report is saved as .txt, .docx, .pdf or .html"
