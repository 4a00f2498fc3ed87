"""One text as the files in which such reports are published: Word, PDF, web pages, archives, encodings."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Mapping
from html import escape
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

_FONT = "STSong-Light"
_HEADING = re.compile(r"[一二三四五六七八九十]{1,2}、")


def lines(text: str) -> list[str]:
    """The lines of a text that hold something, without their outer spaces."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def gbk(name: str) -> str:
    """A file's name as unpacking an archive from Chinese Windows may leave it: in bytes that are not UTF-8."""
    return os.fsdecode(name.encode("gbk"))


def saved(document: Any) -> bytes:
    """The bytes of a python-docx document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_docx(text: str) -> bytes:
    """A Word file, a paragraph for each line."""
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    return saved(document)


def as_written_docx(text: str) -> bytes:
    """A Word file as an office makes it: words cut into runs, fields, links and smart tags; header and page number; what was
    deleted and what was inserted; the letterhead in a text box.
    """
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "内部资料 检查999家次"
    section.footer.paragraphs[0].text = "第1页"
    for number, line in enumerate(text.splitlines()):
        paragraph = document.add_paragraph()
        if number == 0:
            paragraph._p.append(parse_xml(_TEXT_BOX.format(ns=_NAMESPACES, words=escape(line))))
            continue
        third = len(line) // 3
        first, middle, last = line[:third], line[third : 2 * third], line[2 * third :]
        wrap = ("", "w:smartTag", "w:hyperlink", "w:ins", "w:sdt")[number % 5]
        run = f'<w:r><w:t xml:space="preserve">{escape(middle)}</w:t></w:r>'
        if wrap == "w:sdt":
            run = f"<w:sdt><w:sdtContent>{run}</w:sdtContent></w:sdt>"
        elif wrap:
            run = f"<{wrap}>{run}</{wrap}>"
        paragraph.add_run(first)
        for part in parse_xml(f"<w:p {nsdecls('w')}>{run}{_DELETED}{_FIELD}</w:p>"):
            paragraph._p.append(part)
        paragraph.add_run(last)
    return saved(document)


_NAMESPACES = (
    nsdecls("w")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_BOX = "<w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent>"
_TEXT_BOX = (
    '<w:r {ns}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
    + _BOX
    + "</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
    + _BOX
    + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
_DELETED = "<w:del><w:r><w:delText>检查888家次。</w:delText></w:r></w:del>"
_FIELD = "<w:r><w:instrText>HYPERLINK 检查777家次</w:instrText></w:r>"


def as_pdf(text: str, **options: Any) -> bytes:
    """A PDF with indented paragraphs, the page's number below and a running head above."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    style = ParagraphStyle("body", fontName=_FONT, fontSize=12, leading=20, wordWrap="CJK", firstLineIndent=24)

    def furniture(canvas: Canvas, page: Any) -> None:
        canvas.setFont(_FONT, 9)
        canvas.drawString(230, 30, f"- {page.page} -")
        canvas.drawString(200, 810, "法治政府建设年度报告汇编")

    story = [Paragraph(escape(line, quote=False) or "&nbsp;", style) for line in text.splitlines()]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, **options).build(story, onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue()


def as_set_pdf(text: str) -> bytes:
    """A PDF line by line, as a word processor prints it: 28 characters to a line, headings bold by printing them twice, the
    title larger and in the middle, the number of the page between dashes.
    """
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    y, page = 770.0, 1

    def line(words: str, x: float, size: float, times: int = 1) -> None:
        nonlocal y, page
        if y < 80:
            canvas.setFont(_FONT, 14)
            canvas.drawString(280, 50, f"— {page} —")
            canvas.showPage()
            y, page = 770.0, page + 1
        canvas.setFont(_FONT, size)
        for shift in range(times):
            canvas.drawString(x + 0.2 * shift, y, words)
        y -= 28

    title, *rest = lines(text)
    per_title = 20
    for start in range(0, len(title), per_title):
        words = title[start : start + per_title]
        line(words, 297 - 11 * len(words), 22)
    for paragraph in rest:
        width, words, x = 0.0, "", 80 + 32.0
        for character in paragraph:
            wide = 16 if ord(character) > 0x2000 else pdfmetrics.stringWidth(character, _FONT, 16)
            if x + width + wide > 80 + 16 * 28 + 0.1:
                line(words, x, 16)
                width, words, x = 0.0, "", 80.0
            words, width = words + character, width + wide
        line(words, x, 16, 2 if _HEADING.match(paragraph) else 1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


_MENU = '<div class="top"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>'
_PATH = '<div>当前位置：<a href="/">首页</a> &gt; <a href="/fz">法治政府</a> &gt; 正文</div>'
_FOOT = """<div class="footer"><p>主办：某某区人民政府办公室　承办：某某区大数据中心</p><p>版权所有：某某区人民政府　网站标识码：5001130001</p>
  <p>ICP备12345678号　公安备案50011302000001号</p></div>"""


def as_html(text: str, charset: str = "utf-8") -> bytes:
    """A page of paragraphs below the page's own heading, with menu, breadcrumb, source line and footer."""
    title, *rest = lines(text)
    body = "".join(f"<p>　　{escape(line, quote=False)}</p>" for line in rest)
    return f"""<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}_某某区人民政府</title>
      <style>p {{ color: red }}</style></head><body>{_MENU}{_PATH}
      <div id="c"><h1>{title}</h1><div>发布时间：2022-03-10　来源：区应急局　字体：【大 中 小】</div>
      <div class="editor">{body}</div></div><script>var a = "检查9家次。";</script>{_FOOT}</body></html>""".encode(
        "gb18030" if charset == "gb2312" else charset
    )


def as_old_html(text: str) -> bytes:
    """A page of 2005: tables for the layout, fonts, line breaks for paragraphs, gb2312, capital letters."""
    title, *rest = lines(text)
    body = "<BR>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{escape(line, quote=False)}" for line in rest)
    return f"""<HTML><HEAD><META http-equiv="Content-Type" content="text/html; charset=gb2312">
      <TITLE>{title}</TITLE></HEAD><BODY><TABLE width="100%"><TR><TD><A href="/">首页</A></TD><TD><A href="/a">机构职能</A></TD>
      <TD><A href="/b">政策法规</A></TD></TR></TABLE><TABLE><TR><TD width=200><TABLE><TR><TD><A href=1>通知公告</A></TD></TR><TR><TD>
      <A href=2>工作动态</A></TD></TR></TABLE></TD><TD><TABLE><TR><TD align=center><B><FONT size=5>{title}</FONT></B></TD></TR>
      <TR><TD align=center>发布日期：2022-03-10　浏览次数：<SPAN>1234</SPAN>次　【字体：大 中 小】</TD></TR>
      <TR><TD><FONT size=3>{body}</FONT></TD></TR><TR><TD align=right>【打印本页】【关闭窗口】</TD></TR></TABLE></TD></TR></TABLE>
      <CENTER>版权所有 某某市某某局　地址：某某路12号　邮编：401320　您是第1234567位访问者</CENTER></BODY></HTML>""".encode(
        "gb18030"
    )


def as_open_html(text: str) -> bytes:
    """A page of an open government column: the table of index number and issuer, words cut into spans by an editor, notes,
    and what a page says below its text.
    """
    title, *rest = lines(text)

    def spans(line: str) -> str:
        half = len(line) // 2
        return "".join(
            f'<span style="font-family:仿宋_GB2312;font-size:16pt">{escape(part, quote=False)}</span><!--[if !supportLists]-->\n'
            if number
            else f"<span lang=EN-US>{escape(part, quote=False)}<o:p></o:p></span>"
            for number, part in enumerate((line[:half], line[half:]))
        )

    body = "\n".join(f'<p class="MsoNormal" style="text-indent:32pt">{spans(line)}</p>' for line in rest)
    return f"""<!doctype html>
      <html lang="zh-CN"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/>
      <meta name="SiteName" content="某某市政府网"/><meta name="ArticleTitle" content="{title}"/>
      <title>{title} - 政府信息公开 - 某某市政府网</title></head><body>
      <header><nav><a href="/">首页</a><a href="/xxgk">政府信息公开</a></nav></header>{_PATH}
      <div class="xxgk"><table class="head"><tbody><tr><td>索 引 号：</td><td>11500113009274135K/2022-00017</td><td>主题分类：</td>
      <td>应急管理</td></tr><tr><td>发文机构：</td><td>某某市某某局</td><td>成文日期：</td><td>2022-01-20</td></tr>
      <tr><td>标　　题：</td><td colspan="3">{title}</td></tr></tbody></table>
      <h2 class="title">{title}</h2>
      <div class="info"><span>时间：2022-03-10 09:30</span><span>来源：本站</span><span>浏览量：88</span><a href="javascript:">打印</a></div>
      <div id="zoom"><div class="TRS_Editor"><style>.TRS_Editor P{{line-height:2}}</style>{body}</div></div>
      <div class="share">分享到：<a>微信</a><a>微博</a></div>
      <div class="near"><p>上一篇：<a href="1.html">关于做好节日期间安全工作的通知</a></p><p>下一篇：<a href="2.html">2021年度部门决算公开</a></p></div></div>
      {_FOOT}</body></html>""".encode()


def as_zip(members: Mapping[str, bytes], names: str = "gbk") -> bytes:
    """An archive; names in GBK without a word on it, as Windows programs in China write them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, data in enumerate(members.values()):
            archive.writestr(_stand_in(number, list(members)[number].encode(names)), data)
    packed = out.getvalue()
    for number, name in enumerate(members):
        packed = packed.replace(_stand_in(number, name.encode(names)).encode(), name.encode(names))
    return packed


def _stand_in(number: int, name: bytes) -> str:
    """A name of as many ASCII characters as ``name`` has bytes."""
    return f"{number:04d}".ljust(len(name), "~")


def as_scan() -> bytes:
    """A PDF with a picture of a page and no text."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.rect(60, 60, 470, 700, fill=1)
    canvas.save()
    return out.getvalue()


def locked() -> StandardEncryption:
    """A password for :func:`as_pdf`."""
    return StandardEncryption("secret")


def as_locked_docx() -> bytes:
    """The beginning of a Word file with a password: an OLE container with a stream named EncryptedPackage."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + "EncryptedPackage".encode("utf-16-le") + bytes(480)
