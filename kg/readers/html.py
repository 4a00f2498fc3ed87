"""Saved web pages: the main text without navigation, one line a paragraph.

The main text is the smallest element that holds nearly all of the page's running text; running text is what stands in
sentences (。，；), which menus, breadcrumbs and footers do not. The templates of government sites differ too much for a
list of their class names.
"""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from kg.errors import InputError

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_DROPPED = "script style noscript template iframe object svg nav aside form button select option input textarea".split()
_BLOCKS = frozenset(
    "address article blockquote body caption center dd div dl dt fieldset figure footer h1 h2 h3 h4 h5 h6 header hr li "
    "main ol p pre section table tbody td tfoot th thead tr ul".split()
)
_SENTENCE_MARKS = "。，；：、"
#: The share of the page's running text that its main element holds.
_MAIN_SHARE = 0.85
#: Fields that stand side by side below a title: 时间：2022-03-10 来源：本站 浏览量：88.
_FIELD = re.compile(
    r"(?:时间|日期|来源|作者|浏览[次数量]*|阅读[次数量]*|点击[次数量]*|访问[次数量]*|编辑|字体|字号|信息员)[ ]?[:：]"
)
#: What the fields of such a card are called.
_CARD = re.compile(
    r"索引号|主题分类|发[文布]机构|发布单位|成文日期|公开方式|公开范围|公开责任|信息分类|文件编号|有效性|生成日期|服务对象"
)
#: Lines that a site adds to every page: 发布时间：2022-03-10 来源：… 字体：【大 中 小】 打印
_FURNITURE = re.compile(
    r"""^\s*(?:
        (?:发布|发文|更新|成文|生成)(?:时间|日期|机构)[ ]?[:：] | (?:信息|文章)?来源[ ]?[:：] | 浏览(?:次数|量)[ ]?[:：] | 访问量[ ]?[:：]
      | 字体[ ]?[:：]? | 【?(?:字号|打印|关闭|大[ ]中[ ]小) | (?:您)?(?:现在|当前)(?:所在)?的?位置[ ]?[:：] | 首页[ ]?[>＞»]
      | 分享(?:到|至) | 扫一扫 | 上一篇 | 下一篇 | 相关(?:附件|链接|阅读)[ ]?[:：]?$ | 索[ ]?引[ ]?号 | 版权所有
    )""",
    re.VERBOSE,
)


def decode_bytes(data: bytes, charset: str | None = None) -> str:
    """A page's characters: by its byte-order mark, else as the first of UTF-8, Big5 where it says so, and GB18030 that fits.

    No more of what it says is believed: templates say all kinds of things, and any bytes would fit ISO 8859-1. Of a page
    that is damaged the encoding is taken that it does least harm to.

    :param charset: what is said of it elsewhere, which goes before what it says itself.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    declared = _DECLARED.search(data[:4096])
    name = charset or (declared[1].decode("ascii") if declared else "")
    encodings = ["utf-8-sig", *(["big5hkscs"] if name.lower().startswith("big5") else []), "gb18030"]
    for encoding in encodings:
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return min(
        (data.decode(encoding, errors="replace") for encoding in encodings), key=lambda text: text.count("\ufffd")
    )


def text(data: bytes, name: str, charset: str | None = None) -> str:
    """The main text of a page.

    :param name: shown in messages.
    :param charset: as :func:`decode_bytes`.
    :raises InputError: for a page that holds no text, or elements in elements without end.
    """
    from lxml import etree, html

    markup = re.sub(r"<\?xml[^>]*\?>|[\x00-\x08\x0b\x0c\x0e-\x1f]", "", decode_bytes(data, charset))
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(markup, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise InputError(f"{name}: is a web page without content") from error
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise InputError(f"{name}: nests too deep to be read to its end; save it as .docx or .txt")
    for element in root.xpath("//" + "|//".join(_DROPPED)):
        element.drop_tree()
    for aside in [e for e in root.iter("ul", "ol", "div", "table") if _is_menu(e) or _is_card(e)]:
        if aside.getparent() is not None:
            aside.drop_tree()
    body = root.find("body")
    lines = list(_lines(_main(body if body is not None else root)))
    lines = [line for line in lines if not _is_furniture(line)]
    if (title := _title(root)) and not _begins_with(lines, title):
        lines.insert(0, title)
    kept = "\n".join(lines)
    if not kept.strip():
        raise InputError(f"{name}: is a web page without text; save the page itself, not its frame")
    return kept + "\n"


def _is_furniture(line: str) -> bool:
    """Whether the site adds the line to every page: when and whence it came, how often it was read, buttons, neighbours."""
    return bool(_FURNITURE.match(line)) or (len(line) < 150 and "。" not in line and len(_FIELD.findall(line)) >= 2)


def _begins_with(lines: list[str], title: str) -> bool:
    """Whether the page's title stands at the head of its text already, on one line or on several."""
    title = "".join(title.split())
    head = ""
    for line in lines[:5]:
        if (words := "".join(line.split())) == title:
            return True
        if re.search("[，。；]", words):
            break
        head += words
    return title in head


def _running(element: Any) -> int:
    words = element.text_content()
    return sum(words.count(mark) for mark in _SENTENCE_MARKS)


def _is_menu(element: Any) -> bool:
    """Whether an element is little but links without a sentence: a menu, a breadcrumb, a list of neighbours."""
    text = element.text_content()
    if "。" in text or "，" in text:
        return False
    words = len(_squeezed(text))
    linked = sum(len(_squeezed(link.text_content())) for link in element.iter("a"))
    return 0 < words < 4 * linked and linked > 0.5 * words


def _is_card(element: Any) -> bool:
    """Whether an element is the card of an open government column: index number, issuer, dates, subject, and no sentence."""
    text = element.text_content()
    if text.count("。") > 1:
        return False
    words = "".join(text.split())
    return len(words) < 600 and len(set(_CARD.findall(words))) >= 2


def _main(root: Any) -> Any:
    """Walk down from the root as long as one child holds nearly all of the running text.

    Several elements on the way that have a sentence before that child are the text's own paragraphs: they were not
    closed, and each holds all that follow. One may be a notice of the site.
    """
    total = _running(root)
    way = [root]
    while total:
        child = next((c for c in way[-1] if isinstance(c.tag, str) and _running(c) >= _MAIN_SHARE * total), None)
        if child is None or child.tag in ("p", "span", "font", "tr", "td", "tbody", "li"):
            break
        way.append(child)
    open_ones = [element for element, child in pairwise(way) if _begins(element, child)]
    return open_ones[0] if len(open_ones) > 1 else way[-1]


def _begins(element: Any, child: Any) -> bool:
    """Whether an element has a sentence before one of its children."""
    before = (f"{e.text_content()}{e.tail or ''}" for e in child.itersiblings(preceding=True) if isinstance(e.tag, str))
    return "。" in (element.text or "") or any("。" in words for words in before)


def _title(root: Any) -> str:
    """The page's own heading: the first h1, else what it declares as its article's title, else its <title> without the site."""
    for heading in root.xpath("//h1"):
        if words := _squeezed(heading.text_content()):
            return words
    if declared := root.xpath(
        "//meta[translate(@name, 'ARTILE', 'artile') = 'articletitle' or @name = 'ArticleTitle']/@content"
    ):
        return _squeezed(declared[0])
    title = root.findtext(".//title") or ""
    return _squeezed(re.split(r"[_|]|\s[-–—]\s", title.strip())[0])


def _squeezed(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


def _lines(element: Any) -> Iterator[str]:
    """Text of an element, a line for each block; cells of one table row stand in one line."""
    parts: list[str] = []

    def flush() -> Iterator[str]:
        line = _squeezed("".join(parts).replace("\u3000", " ").replace("\xa0", " "))
        parts.clear()
        if line:
            yield line

    # An explicit stack: pages nest deeper than Python recurses.
    stack: list[tuple[Any, bool]] = [(element, False)]
    while stack:
        node, closing = stack.pop()
        if not isinstance(node.tag, str):
            continue
        block = node.tag in _BLOCKS and node.tag not in ("td", "th")
        if closing:
            if block:
                yield from flush()
            elif node.tag in ("td", "th"):
                parts.append("  ")
            if node is not element and node.tail:
                parts.append(node.tail)
            continue
        if block or node.tag == "br":
            yield from flush()
        if node.text:
            parts.append(node.text)
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))
    yield from flush()
