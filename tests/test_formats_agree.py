"""One document kept in every format gives the same text and the same tree."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from wordfile import paragraph, word

from quizgen import outline, readers
from quizgen.document import Document, Section
from quizgen.resources import Templates

# kind (t title, h heading, p paragraph) and text
PARTS = [
    ("t", "澄江县河道保洁管理办法"),
    ("h", "第一章 总则"),
    ("p", "第一条 为了保持河道整洁，改善水环境，根据有关规定，结合本县实际，制定本办法。"),
    (
        "p",
        "第二条 本办法所称河道保洁，是指对河道管理范围内的水面漂浮物、岸坡垃圾进行清理和收集。",
    ),
    ("h", "第二章 职责"),
    ("p", "第三条 县水务部门履行下列职责："),
    ("p", "（一）编制保洁规划和年度计划；"),
    ("p", "（二）组织巡查，每周不少于2次；"),
    ("p", "（三）受理投诉，在5个工作日内答复。"),
    (
        "p",
        "第四条 保洁单位要做到三点：一是打捞及时；二是运输密闭；三是台账齐全。发现异常的，应报告。",
    ),
    ("h", "第三章 附则"),
    ("p", "第五条 本办法自2026年3月1日起施行，有效期5年。"),
]
TREE = """\
1 第一章 总则
2 第一条
2 第二条
1 第二章 职责
2 第三条
3 （一）编制保洁规划和年度计划
3 （二）组织巡查，每周不少于2次
3 （三）受理投诉，在5个工作日内答复
2 第四条
3 一是打捞及时
3 二是运输密闭
3 三是台账齐全
1 第三章 附则
2 第五条"""

TEXT = "\n".join(text for _, text in PARTS)


def markdown() -> bytes:
    marks = {"t": "# ", "h": "## ", "p": ""}
    return "\n\n".join(marks[kind] + text for kind, text in PARTS).encode()


def html() -> bytes:
    tags = {"t": "h1", "h": "h2", "p": "p"}
    body = "".join(f"<{tags[kind]}>{text}</{tags[kind]}>\n" for kind, text in PARTS)
    return (
        "<!doctype html><html><head><meta charset='gb2312'><title>办法</title></head><body>"
        f"<nav><a href='/'>首页</a></nav><main>{body}</main><footer>版权</footer></body></html>"
    ).encode("gb18030")


def docx() -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (("t", "Title"), ("h", "heading 1"), ("p", "Normal"))
    )
    body = "".join(
        paragraph(text, properties=f'<w:pStyle w:val="{kind}"/>') for kind, text in PARTS
    )
    return word(body, styles=styles)


def pdf() -> bytes:
    """Lines of 34 characters, indented by two at a paragraph's start; a page number below."""
    pdfmetrics.registerFont(TTFont("agree", Templates().path("fonts/song.ttf")))
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    size, y = 12, 780.0
    canvas.setFont("agree", size)
    for kind, text in PARTS:
        indent = 2 if kind == "p" else 0
        rest = text
        while rest:
            line, rest = rest[: 34 - indent], rest[34 - indent :]
            x = 72 + indent * size
            if kind != "p":
                canvas.drawCentredString(A4[0] / 2, y, line)
            else:
                canvas.drawString(x, y, line)
            y -= 20
            indent = 0
    canvas.drawCentredString(A4[0] / 2, 40, "- 1 -")
    canvas.save()
    return stream.getvalue()


FORMATS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "UTF-8": ("办法.txt", TEXT.encode),
    "GB18030": ("办法.txt", lambda: TEXT.replace("\n", "\r\n").encode("gb18030")),
    "UTF-16": ("办法.txt", lambda: TEXT.encode("utf-16")),
    "Markdown": ("办法.md", markdown),
    "Word": ("办法.docx", docx),
    "PDF": ("办法.pdf", pdf),
    "HTML": ("办法.html", html),
}


def document(name: str) -> Document:
    file, make = FORMATS[name]
    return outline.build(readers.read(make(), file), file)


def tree(found: Document) -> str:
    def line(section: Section) -> str:
        return f"{section.level} {section.label}"

    return "\n".join(line(section) for section in found.walk())


@pytest.mark.parametrize("name", FORMATS)
def test_the_text_is_the_same(name: str) -> None:
    found = document(name)
    assert [found.slice(block.span) for block in found.blocks] == TEXT.split("\n")


@pytest.mark.parametrize("name", FORMATS)
def test_the_tree_is_the_same(name: str) -> None:
    found = document(name)
    assert tree(found) == TREE
    assert found.title == PARTS[0][1]
    assert found.problems == ()
