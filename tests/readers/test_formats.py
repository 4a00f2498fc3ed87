"""One text in each format comes out as the same lines."""

import codecs
import io
import warnings
import zipfile
from email.encoders import encode_base64, encode_quopri
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kg import readers
from kg.errors import InputError
from kg.extract.numerals import value
from kg.readers import archive, pdf
from kg.readers.word_numbering import written
from kg.resources import folder
from tests.formats import as_docx, as_html, as_pdf, lines, saved

SAMPLES = sorted((folder("data") / "sample").glob("*.txt"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
class TestSample:
    def test_docx(self, path):
        text = path.read_text("utf-8")
        assert readers.decode(as_docx(text), "x.docx") == (text, "docx")

    def test_pdf_lines_are_joined_and_page_numbers_dropped(self, path):
        text = path.read_text("utf-8")
        assert lines(readers.decode(as_pdf(text), "x.pdf")[0]) == lines(text)

    @pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
    def test_html_without_navigation(self, path, charset):
        text = path.read_text("utf-8")
        assert lines(readers.decode(as_html(text, charset), "x.html")[0]) == lines(text)

    def test_markdown(self, path):
        text = path.read_text("utf-8")
        marked = "\n\n".join(f"## {line}" if line.startswith("一、") else line for line in lines(text))
        assert lines(readers.decode(marked.encode(), "x.md")[0]) == lines(text)


def test_markdown_keeps_masked_names():
    text = readers.decode("## **区应急管理局的报告\n- 检查**家次，**重点**：突出".encode(), "x.md")[0]
    assert text == "**区应急管理局的报告\n检查**家次，重点：突出\n"


def test_numbers_that_word_generates_are_in_the_text():
    document = docx.Document()
    numbering = document.part.numbering_part.element
    markup = '<w:{tag} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" {body}</w:{tag}>'
    from lxml import etree

    abstract = etree.fromstring(
        markup.format(
            tag="abstractNum",
            body='w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
            '<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
            '<w:lvlText w:val="（%2）"/></w:lvl>',
        )
    )
    numbering.insert(0, abstract)
    numbering.append(etree.fromstring(markup.format(tag="num", body='w:numId="77"><w:abstractNumId w:val="77"/>')))
    for words, level in (("主要举措", 0), ("加强领导", 1), ("规范执法", 1), ("存在问题", 0), ("人员不足", 1)):
        properties = document.add_paragraph(words)._p.get_or_add_pPr()
        properties.append(
            etree.fromstring(markup.format(tag="numPr", body=f'><w:ilvl w:val="{level}"/><w:numId w:val="77"/>'))
        )
    out = io.BytesIO()
    document.save(out)
    text = readers.decode(out.getvalue(), "x.docx")[0]
    assert lines(text) == ["一、主要举措", "（一）加强领导", "（二）规范执法", "二、存在问题", "（一）人员不足"]


def test_numbers_that_word_generates_are_right_beyond_ninety_nine():
    assert [value(written(number, "chineseCounting")) for number in range(1, 10_001)] == list(range(1, 10_001))
    assert written(115, "chineseCounting") == "一百一十五"


def test_tables_and_text_boxes_of_word():
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ("行政处罚", "22起", "罚款", "3万元"), strict=True):
        cell.text = words
    out = io.BytesIO()
    document.save(out)
    assert lines(readers.decode(out.getvalue(), "x.docx")[0]) == ["行政处罚  22起", "罚款  3万元"]


def test_a_table_within_a_table_is_read_once():
    document = docx.Document()
    cell = document.add_table(rows=1, cols=2).rows[0].cells[0]
    cell.text = "行政检查"
    inner = cell.add_table(rows=2, cols=1)
    inner.cell(0, 0).text, inner.cell(1, 0).text = "检查120家次", "罚款8万元"
    document.tables[0].cell(0, 1).text = "合计"
    assert readers.decode(saved(document), "x.docx")[0].split() == ["行政检查", "检查120家次", "罚款8万元", "合计"]


def test_rows_and_cells_of_a_form_are_read():
    document = docx.Document()
    row = "<w:tr><w:tc><w:p><w:r><w:t>检查{n}家次</w:t></w:r></w:p></w:tc>{cell}</w:tr>"
    cell = "<w:sdt><w:sdtContent><w:tc><w:p><w:r><w:t>罚款</w:t></w:r></w:p></w:tc></w:sdtContent></w:sdt>"
    rows = row.format(n=3, cell=cell) + f"<w:sdt><w:sdtContent>{row.format(n=5, cell='')}</w:sdtContent></w:sdt>"
    document.element.body.insert(0, parse_xml(f"<w:tbl {nsdecls('w')}>{rows}</w:tbl>"))
    assert lines(readers.decode(saved(document), "x.docx")[0]) == ["检查3家次  罚款", "检查5家次"]


def test_hidden_text_of_word_is_not_read():
    document = docx.Document()
    paragraph = document.add_paragraph("全年检查12家次。")
    paragraph.add_run("检查999家次。").font.hidden = True
    paragraph.add_run("罚款3万元。").font.hidden = False
    assert readers.decode(saved(document), "x.docx")[0] == "全年检查12家次。罚款3万元。\n"


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize(
    "said", ["iso-8859-1", "windows-1252", "utf-16", "utf-32", "undefined", "idna", "utf-8", "gb2312"]
)
def test_what_a_web_page_says_of_its_encoding_is_not_believed(charset, said):
    page = as_html("一、主要举措\n全年检查12家次，罚款3万元。").decode()
    wrong = page.replace('charset="utf-8"', f'charset="{said}"').encode(charset)
    assert readers.decode(wrong, "x.html") == readers.decode(page.encode(), "x.html")


def test_a_damaged_web_page_is_read_in_the_encoding_that_fits_most_of_it():
    page = as_html("一、主要举措\n全年检查12家次，罚款3万元。", "utf-8")
    for damaged in (page[:-1] + b"\xe4", page.replace("罚".encode(), b"\xff")):
        assert "检查12家次" in readers.decode(damaged, "x.html")[0]


@pytest.mark.parametrize("tag", ["div", "span", "font"])
def test_a_web_page_whose_elements_are_not_closed_is_read_to_its_end(tag):
    told = [f"第{n}项工作，全年检查{n}家次。" for n in range(400)]
    page = "<html><body>" + "".join(f"<{tag}>{line}<br>" for line in told)
    assert lines(readers.decode(page.encode(), "x.html")[0]) == told


def test_a_web_page_that_nests_without_end_is_not_cut_in_silence():
    page = "<html><body>" + "<div>检查9家次。" * 3000
    with pytest.raises(InputError, match="nests too deep to be read to its end"):
        readers.decode(page.encode(), "x.html")


def test_a_notice_of_the_site_is_not_part_of_a_page():
    page = as_html("甲县报告\n全年检查12家次，罚款3万元。" + "培训9次。" * 60, "utf-8").decode()
    told = page.replace("<body>", "<body><div>您的浏览器版本过低。</div>")
    assert readers.decode(told.encode(), "x.html") == readers.decode(page.encode(), "x.html")


def test_a_web_page_in_utf_16_is_read_as_one():
    page = as_html("一、主要举措\n全年检查12家次，罚款3万元。", "utf-8").decode()
    for encoding in ("utf-16", "utf-16-be"):
        data = codecs.BOM_UTF16_BE * (encoding == "utf-16-be") + page.encode(encoding)
        assert readers.decode(data, "x.html") == readers.decode(page.encode(), "x.html")


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
@pytest.mark.parametrize("transfer", ["quoted-printable", "base64"])
def test_a_web_archive_gives_its_page(charset, transfer):
    page = as_html("一、主要举措\n全年检查12家次，罚款3万元。", charset)
    archive = MIMEMultipart("related", _subparts=[MIMENonMultipart("text", "html"), MIMEImage(b"x", "png")])
    message = archive.get_payload(0)
    message.set_payload(page)
    encoders = {"quoted-printable": encode_quopri, "base64": encode_base64}
    encoders[transfer](message)
    archive["Subject"] = "=?utf-8?Q?=E6=8A=A5=E5=91=8A?="
    data = b"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.org/a\r\n\tb\r\n" + bytes(archive)
    assert readers.decode(data, "x.mht") == (readers.decode(page, "x.html")[0], "mht")


def test_the_charset_of_a_web_archive_may_stand_in_its_header_alone():
    head = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=big5\r\n\r\n"
    page = "<html><body><p>全年檢查，共12家次。</p></body></html>".encode("big5")
    assert readers.decode(head + page, "x.mht") == ("全年檢查，共12家次。\n", "mht")


def test_a_web_archive_without_a_page_is_named_as_such():
    head = b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    with pytest.raises(InputError, match=r"web archive without a page; save the page as \.html"):
        readers.decode(head + "检查3次。".encode(), "x.mht")


def test_pages_that_are_too_many_are_not_left_out_in_silence(monkeypatch):
    monkeypatch.setattr(pdf, "_MAX_PAGES", 2)
    three = as_pdf("\n".join(f"一、主要举措，检查{n}家次。" for n in range(90)))
    with pytest.raises(InputError, match=r"has 3 pages, more than a report \(limit 2\); split it"):
        readers.decode(three, "x.pdf")


def test_a_scan_is_named_as_such():
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    page = canvas.Canvas(out)
    page.rect(10, 10, 100, 100, fill=1)
    page.save()
    with pytest.raises(InputError, match="scan without text"):
        readers.decode(out.getvalue(), "x.pdf")


def test_an_encrypted_pdf_is_named_as_such():
    from reportlab.lib.pdfencrypt import StandardEncryption

    with pytest.raises(InputError, match="encrypted"):
        readers.decode(as_pdf("一、主要举措", encrypt=StandardEncryption("secret")), "x.pdf")


class TestZip:
    def archive(self, path, members):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
            for name, data in members.items():
                out.writestr(name, data)
        return path

    def test_members_are_read_in_place(self, tmp_path):
        path = self.archive(tmp_path / "报告.zip", {"2022/甲.txt": "检查3次。", "乙.txt": "培训2次。"})
        found = readers.find([path])
        assert [f.file for f in found] == ["报告.zip/2022/甲.txt", "报告.zip/乙.txt"]
        assert [readers.read(f).text for f in found] == ["检查3次。", "培训2次。"]

    def test_members_of_other_kinds_are_named_and_not_read(self, tmp_path):
        path = self.archive(tmp_path / "x.zip", {"甲.txt": "检查3次。", "甲.json": "{}"})
        table, report = readers.find([path])
        assert readers.read(report).text == "检查3次。"
        with pytest.raises(InputError, match=r"x.zip/甲.json: .json is a table or data, and no report"):
            readers.read(table)

    def test_a_name_that_leads_outside_stays_a_name(self, tmp_path):
        path = self.archive(tmp_path / "x.zip", {"../../etc/passwd.txt": "检查3次。"})
        (found,) = readers.find([path])
        assert readers.read(found).text == "检查3次。"

    def test_a_bomb_is_refused(self, tmp_path):
        path = self.archive(tmp_path / "x.zip", {"bomb.txt": "一" * 20_000_000})
        with pytest.raises(InputError, match="no report"):
            readers.read(readers.find([path])[0])

    def test_members_of_one_name_are_all_read(self, tmp_path):
        path = tmp_path / "x.zip"
        with zipfile.ZipFile(path, "w") as out, warnings.catch_warnings(action="ignore"):
            for name, words in (("a.txt", "检查3次。"), ("a.txt", "培训2次。"), ("a (2).txt", "罚款1次。")):
                out.writestr(name, words)
        found = readers.find([path])
        assert len({f.file for f in found}) == 3
        assert sorted(readers.read(f).text for f in found) == ["培训2次。", "检查3次。", "罚款1次。"]

    def test_names_written_in_gbk_are_put_right(self, tmp_path):
        path = self.archive(tmp_path / "x.zip", {"AAAA.txt": "检查3次。"})
        path.write_bytes(path.read_bytes().replace(b"AAAA.txt", "报告.txt".encode("gbk")))
        (found,) = readers.find([path])
        assert found.file == "x.zip/报告.txt"
        assert readers.read(found).text == "检查3次。"


def test_radicals_that_look_like_characters_become_these_and_wide_setting_is_undone():
    assert pdf._plain("⼴州市⼈⺠政府⻓沙⻔⼾⽹站") == "广州市人民政府长沙门户网站"
    assert pdf._plain("关 于 报 送 情 况 的 函") == "关于报送情况的函"
    assert pdf._plain("市司法局 市财政局") == "市司法局 市财政局"


class TestDamage:
    def packed(self, path, data, at, **members):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
            for name, content in members.items():
                out.writestr(f"{name}.txt", content)
        packed = bytearray(path.read_bytes())
        packed[at : at + len(data)] = data
        path.write_bytes(packed)
        return readers.find([path])

    def test_a_damaged_member_is_named_and_the_others_are_read(self, tmp_path):
        one, two = self.packed(tmp_path / "x.zip", b"\xff" * 12, 40, a="检查3次。" * 50, b="培训2次。")
        with pytest.raises(InputError, match=r"x.zip/a.txt: is damaged in the archive .*pack it again"):
            readers.read(one)
        assert readers.read(two).text == "培训2次。"

    @pytest.mark.parametrize(
        ("parts", "says"),
        [
            ("[Content_Types].xml xl/workbook.xml", r"is an Excel workbook \(\.xlsx\)"),
            ("[Content_Types].xml ppt/presentation.xml", r"is a slide show \(\.pptx\)"),
            ("OFD.xml Doc_0/Document.xml", r"is an OFD document \(\.ofd\); save it as \.pdf"),
            ("mimetype content.xml", r"is an OpenDocument file"),
            ("报告.txt", r"is a zip archive and no document; unpack it"),
        ],
    )
    def test_packages_of_other_kinds_are_named_for_what_they_are(self, parts, says):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for part in parts.split():
                package.writestr(part, "检查3次。")
        with pytest.raises(InputError, match=says):
            readers.decode(out.getvalue(), "报告")

    @pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_whatever_a_member_is_packed_with_its_damage_is_named(self, tmp_path, method):
        path = tmp_path / "x.zip"
        with zipfile.ZipFile(path, "w", method) as out:
            out.writestr("a.txt", "检查3次。" * 50)
        whole = path.read_bytes()
        named = 0
        for at in range(30, whole.index(b"PK\x01\x02")):
            archive._opened.cache_clear()  # the archive is as long as before, and written within the clock's tick
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :])
            try:
                assert readers.read(readers.find([path])[0]).text == "检查3次。" * 50  # a byte that says nothing
            except InputError as error:
                named += str(error).startswith("x.zip/a.txt: is damaged in the archive")
        assert named > 20

    @pytest.mark.parametrize("at", [b"PK\x01\x02", b"PK\x05\x06"])
    def test_a_damaged_archive_is_found_as_one_file_that_cannot_be_read(self, tmp_path, at):
        path = tmp_path / "in" / "bad.zip"
        path.parent.mkdir()
        self.packed(path, b"", 0, a="检查3次。", b="培训2次。")
        data = path.read_bytes()
        path.write_bytes(data[: data.index(at)] + bytes(4) + data[data.index(at) + 4 :])
        (path.parent / "a.txt").write_text("罚款1次。", "utf-8")
        good, bad = readers.find([path.parent])
        assert (good.file, bad.file, bad.passed_over) == ("a.txt", "bad.zip", None)
        with pytest.raises(InputError, match=r"bad\.zip: is a damaged zip archive .*pack it again"):
            readers.read(bad)

    def test_an_archive_beyond_the_limits_is_found_as_one_file(self, tmp_path, monkeypatch):
        monkeypatch.setattr("kg.readers.archive.MAX_MEMBERS", 1)
        (found,) = self.packed(tmp_path / "x.zip", b"", 0, a="检查3次。", b="培训2次。")
        with pytest.raises(InputError, match=r"x\.zip: holds too much \(2 files\)"):
            readers.read(found)

    def test_an_archive_that_was_packed_anew_is_read_anew(self, tmp_path):
        (before,) = self.packed(tmp_path / "x.zip", b"", 0, a="检查3次。")
        assert readers.read(before).text == "检查3次。"
        (after,) = self.packed(tmp_path / "x.zip", b"", 0, a="检查3次，培训12次。")
        assert readers.read(after).text == "检查3次，培训12次。"

    def word(self, part, before, after):
        source, out = zipfile.ZipFile(io.BytesIO(as_docx("检查3次。"))), io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for name in source.namelist():
                data = source.read(name)
                target.writestr(name, data.replace(before, after) if name == part else data)
        return out.getvalue()

    @pytest.mark.parametrize(
        ("part", "before", "after"),
        [
            ("[Content_Types].xml", b"PartName", b"partname"),
            ("word/document.xml", b"</w:p>", b"</w:q>"),
            ("_rels/.rels", b"officeDocument", b"nothing"),
        ],
    )
    def test_a_broken_word_file_is_named(self, part, before, after):
        with pytest.raises(InputError, match="damaged or unusual Word file"):
            readers.decode(self.word(part, before, after), "x.docx")

    def test_a_word_file_of_which_a_part_cannot_be_unpacked_is_named(self):
        locked = bytearray(as_docx("检查3次。"))
        for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            locked[locked.index(mark) + at] |= 1  # the flag of a password
        with pytest.raises(InputError, match="damaged or unusual Word file"):
            readers.decode(bytes(locked), "x.docx")

    def test_a_word_file_without_its_list_numbers_is_read(self):
        broken = self.word("[Content_Types].xml", b"numbering+xml", b"nothing+xml")
        assert readers.decode(broken, "x.docx")[0] == "检查3次。\n"
