"""One text gives the same records in whatever format it comes: values, attributes and surfaces."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg import cli
from kg.resources import folder
from tests import formats

OWN = Path(__file__).resolve().parent / "reports"
#: Titles over two lines, pages with numbers, lines cut hard, masked names, half-width marks, lists, a page of the web, letters.
TEXTS = [
    *(OWN / f"{name}.txt" for name in (
        "tianhe-police-2019", "tonghua-audit-2018", "sanya-civil-2020", "masked-finance-2019", "taoyuan-tobacco-2021",
        "yuelu-urban-2021", "lianyungang-market-2024", "jinta-county-2018",
    )),
    *sorted((folder("data") / "sample").glob("*.txt")),
]  # fmt: skip
FORMATS: dict[str, Callable[[str], bytes]] = {
    "docx": formats.as_docx,
    "office.docx": formats.as_written_docx,
    "pdf": formats.as_pdf,
    "set.pdf": formats.as_set_pdf,
    "html": formats.as_html,
    "old.html": formats.as_old_html,
    "open.html": formats.as_open_html,
    "gb.txt": lambda text: text.encode("gb18030"),
    "gb.html": lambda text: formats.as_html(text, "gb2312"),
    "utf16.txt": lambda text: text.replace("\n", "\r\n").encode("utf-16"),
    "bom.txt": lambda text: text.encode("utf-8-sig"),
}


def squeezed(value: Any) -> Any:
    """Without blanks: a format may end its lines elsewhere. Offsets are of the format's own text."""
    if isinstance(value, str):
        return "".join(value.split())
    if isinstance(value, list):
        return [squeezed(item) for item in value]
    if isinstance(value, dict):
        return {k: squeezed(v) for k, v in value.items() if k not in ("file", "sha256", "start", "end", "sentence")}
    return value


def extracted(capfdbinary: Any, *paths: Path) -> dict[str, Any]:
    """What ``kg extract`` says of each file, by name."""
    assert cli.run(["extract", *map(str, paths)]) == 0
    found = {}
    for line in capfdbinary.readouterr().out.decode().splitlines():
        record = json.loads(line)
        # What a report masks is named after the report's bytes, so that it is like no other.
        found[record["file"]] = squeezed(json.loads(line.replace(record["sha256"][:12], "…")))
    return found


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_records_do_not_depend_on_the_format(path: Path, tmp_path: Path, capfdbinary: Any) -> None:
    text = path.read_text("utf-8")
    (wanted,) = extracted(capfdbinary, path).values()
    files = {f"报告.{end}": make(text) for end, make in FORMATS.items()}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    packed = {name: data for name, data in files.items() if name.endswith(("docx", "set.pdf", "gb.txt"))}
    (tmp_path / "汇编.zip").write_bytes(formats.as_zip(packed))
    found = extracted(capfdbinary, *sorted(tmp_path.iterdir()))
    assert set(found) == {*files, *(f"汇编.zip/{name}" for name in packed)}
    assert wanted["sections"]
    for name, record in found.items():
        for kind, records in wanted.items():
            assert record[kind] == records, (name, kind)


@pytest.mark.parametrize("command", ["extract", "build"])
def test_what_cannot_be_read_is_named_with_the_way_out(command: str, tmp_path: Path, capfdbinary: Any) -> None:
    text = TEXTS[0].read_text("utf-8")
    bad = {
        "旧.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word or Excel file", "save it as .docx"),
        "扫描.pdf": (formats.as_scan(), "scan without text", "OCR"),
        "加密.pdf": (formats.as_pdf(text[:200], encrypt=formats.locked()), "encrypted", "without a password"),
        "加密.docx": (formats.as_locked_docx(), "encrypted", "without a password"),
        "汇编.rar": (b"Rar!\x1a\x07\x01\x00" + bytes(100), "RAR archive", "unpack it"),
    }
    (tmp_path / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    for name, (data, _, _) in bad.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "好.zip").write_bytes(formats.as_zip({"好.txt": text.encode()}))
    target = ["-o", str(tmp_path.parent / f"{tmp_path.name}.kg")] if command == "build" else []
    assert cli.run([command, str(tmp_path), *target]) == 3
    told = b"".join(capfdbinary.readouterr()).decode().splitlines()
    assert any((": 1 report (" if command == "build" else '"file": "好.zip/好.txt"') in line for line in told)
    for name, (_, what, way) in bad.items():
        (line,) = [line for line in told if f"{name}: " in line]
        assert what in line
        assert way in line
    assert "1 other file passed over as no reports: 照片.jpg" in told
