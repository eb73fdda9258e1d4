"""Word packages made by hand, part by part."""

from __future__ import annotations

import zipfile
from io import BytesIO

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ROOTS = {
    "document": "document",
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
}


def part(root: str, inside: str) -> str:
    """A part with this root element."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMES}>{inside}</w:{root}>'


def word(body: str, **parts: str) -> bytes:
    """A .docx whose body is ``body``; ``parts`` are the insides of styles, numbering, notes."""
    return package(
        {"document": part("document", f"<w:body>{body}</w:body>")}
        | {name: part(_ROOTS[name], inside) for name, inside in parts.items()}
    )


def package(parts: dict[str, str]) -> bytes:
    """A .docx of whole parts by their names."""
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.'
        f'{"document.main" if name == "document" else name}+xml"/>'
        for name in parts
    )
    related = "".join(
        f'<Relationship Id="r{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for name in parts
        if name != "document"
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{related}</Relationships>",
    }
    files |= {f"word/{name}.xml": content for name, content in parts.items()}
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return stream.getvalue()


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph; a run that is no mark-up is plain text."""
    inside = "".join(run if run.startswith("<") else text_run(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def text_run(text: str, properties: str = "") -> str:
    """A run of plain text."""
    head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{head}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, result: str | None = None) -> str:
    """A complex field; without a result it is one that Word draws."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    shown = "" if result is None else mark.format("separate") + text_run(result)
    instruction = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return mark.format("begin") + instruction + shown + mark.format("end")


def numbered(text: str, list_id: int, level: int = 0) -> str:
    """A paragraph with an automatic number."""
    numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(text, properties=numbers)


def definition(key: int, *levels: str) -> str:
    """An abstract list; each level is the inside of a ``w:lvl``."""
    inside = "".join(f'<w:lvl w:ilvl="{n}">{level}</w:lvl>' for n, level in enumerate(levels))
    return f'<w:abstractNum w:abstractNumId="{key}">{inside}</w:abstractNum>'


def level(form: str, text: str, start: int = 1, more: str = "") -> str:
    """The inside of a ``w:lvl``."""
    return f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'


def number_list(list_id: int, key: int, overrides: str = "") -> str:
    """A list that paragraphs name."""
    return f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{key}"/>{overrides}</w:num>'
