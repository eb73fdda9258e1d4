"""Reading presentations: slides in order, titles, tables, what is left out."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from quizgen.document import BlockKind
from quizgen.errors import UnreadableDocument
from quizgen.readers import read

_NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def _paragraph(text: str) -> str:
    return f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"


def _shape(inside: str, placeholder: str = "", at: tuple[int, int] | None = None) -> str:
    kind = f'<p:nvPr><p:ph type="{placeholder}"/></p:nvPr>' if placeholder else ""
    place = f'<a:xfrm><a:off x="{at[0]}" y="{at[1]}"/></a:xfrm>' if at else ""
    return f"<p:sp>{kind}<p:spPr>{place}</p:spPr><p:txBody>{inside}</p:txBody></p:sp>"


def _presentation(
    slides: dict[str, str], order: list[str], parts: dict[str, str] | None = None
) -> bytes:
    """A presentation of slides by file name; ``order`` is that of the presentation."""
    listed = "".join(f'<p:sldId id="256" r:id="{name}"/>' for name in order)
    related = "".join(
        f'<Relationship Id="{name}" Type="x/slide" Target="slides/{name}.xml"/>' for name in slides
    )
    entries = {
        "ppt/presentation.xml": f"<p:presentation {_NAMES}><p:sldIdLst>{listed}</p:sldIdLst>"
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{related}'
        "</Relationships>",
    } | {
        f"ppt/slides/{name}.xml": f"<p:sld {_NAMES}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld>"
        "</p:sld>"
        for name, shapes in slides.items()
    }
    entries |= parts or {}
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for path, content in entries.items():
            package.writestr(path, content)
    return buffer.getvalue()


SLIDES = {
    "s1": _shape(_paragraph("安全用电") + _paragraph("培训"), "ctrTitle"),
    "s2": (
        _shape(_paragraph("右下"), at=(900, 500))
        + _shape(_paragraph("右上"), at=(900, 100))
        + _shape(_paragraph("左上"), at=(100, 100))
        + _shape(_paragraph("2"), "sldNum")
        + _shape(_paragraph("页脚"), "ftr")
        + _shape(_paragraph("一、总体要求"), "title", at=(0, 800))
        + _shape(
            "<a:p><a:r><a:t>要</a:t></a:r><a:r><a:t>点一</a:t></a:r><a:br/>"
            '<a:r><a:rPr baseline="30000"/><a:t>2</a:t></a:r></a:p><a:p/>',
            "body",
        )
    ),
    "s3": "<p:graphicFrame><a:tbl>"
    + "".join(
        "<a:tr>"
        + "".join(f"<a:tc><a:txBody>{_paragraph(c)}</a:txBody></a:tc>" for c in row)
        + "</a:tr>"
        for row in ("甲乙", "丙丁")
    )
    + f"</a:tbl></p:graphicFrame><p:grpSp>{_shape(_paragraph('组内'), at=(0, 900))}</p:grpSp>",
}


def test_slides_titles_shapes_and_tables() -> None:
    reading = read(_presentation(SLIDES, ["s2", "s1", "s3"]), "课件.pptx")
    blocks = [
        (block.line, block.kind, reading.text[block.span.start : block.span.end])
        for block in reading.blocks
    ]
    assert reading.unit == "page"
    assert blocks == [
        (1, BlockKind.HEADING, "一、总体要求"),
        (1, BlockKind.PARAGRAPH, "要点一"),
        (1, BlockKind.PARAGRAPH, "²"),
        (1, BlockKind.PARAGRAPH, "左上"),
        (1, BlockKind.PARAGRAPH, "右上"),
        (1, BlockKind.PARAGRAPH, "右下"),
        (2, BlockKind.HEADING, "安全用电 培训"),
        (3, BlockKind.ROW, "甲\t乙"),
        (3, BlockKind.ROW, "丙\t丁"),
        (3, BlockKind.PARAGRAPH, "组内"),
    ]


def test_diagrams_are_read_and_fallbacks_are_not() -> None:
    choices = (
        "<mc:AlternateContent xmlns:mc="
        '"http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{_shape(_paragraph('新式'))}</mc:Choice>"
        f"<mc:Fallback>{_shape(_paragraph('旧式'))}</mc:Fallback></mc:AlternateContent>"
    )
    diagram = (
        '<p:graphicFrame><a:xfrm><a:off x="0" y="9"/></a:xfrm><d:relIds r:dm="r1" '
        'xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram"/></p:graphicFrame>'
    )
    parts = {
        "ppt/slides/_rels/s1.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship '
        'Id="r1" Type="x" Target="../diagrams/data1.xml"/></Relationships>',
        "ppt/diagrams/data1.xml": f"<d {_NAMES}>{_paragraph('查隐患')}{_paragraph('堵漏洞')}</d>",
    }
    data = _presentation({"s1": choices + diagram}, ["s1"], parts)
    assert read(data, "课件.pptx").text.split("\n") == ["新式", "查隐患", "堵漏洞"]
    with pytest.raises(UnreadableDocument, match="a diagram is missing"):
        read(_presentation({"s1": diagram}, ["s1"]), "课件.pptx")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (_presentation({"s1": ""}, ["s1"]), "no text on its slides"),
        (_presentation({}, ["s1"]), "a slide is missing"),
        (b"PK\x03\x04 and no more", "no ZIP archive"),
    ],
)
def test_what_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableDocument, match=message):
        read(data, "课件.pptx")
