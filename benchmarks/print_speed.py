"""The time and memory of printing a worksheet, against reportlab's Paragraph and typst.

    python benchmarks/print_speed.py [PYTHON_WITH_TYPST]

Each run is a process of its own, from its start to the finished file: the same fill-in items
in the same font and size on the same page.  The rivals set the plain text with blanks of nine
em; quizgen also tags, measures and numbers.  ``pip install typst`` into an
environment of its own makes the third column; name its Python.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from pypdfium2 import PdfDocument

COUNTS = (50, 500, 5000)
RUNS = 3  # of which the fastest counts
ROOT = Path(__file__).parents[1]
FONTS = ROOT / "templates" / "fonts"
STEMS = (
    ("各县要把", "水质监测", "放在首位，每月向市里报告一次，重大情况在", "24小时", "内报告。"),
    ("到2030年，全市建成", "环城步道", "120公里，新增绿地3.5万平方米，让市民“", "推窗见绿", "”。"),
    ("《供水条例》规定：供水单位应当每年进行", "两次", "检修——检修前", "三日", "通知用户。"),
    ("干部下乡要做到", "问需于民", "、", "问计于民", "、问效于民，不得层层加码，增加基层负担。"),
)

QUIZGEN = """
import json, sys
from quizgen.document import Span
from quizgen.exporters import EXPORTERS, Options
from quizgen.quiz import Bank, Blank, Cloze, Quote, Text
stems = json.load(open(sys.argv[1]))
def cloze(number, stem):
    segments = tuple(Blank(p) if i % 2 else Text(p) for i, p in enumerate(stem))
    whole = "".join(stem)
    return Cloze(f"c{number}", (), segments, Quote(whole, Span(0, len(whole))))
items = tuple(cloze(number, stem) for number, stem in enumerate(stems))
output = EXPORTERS["worksheet"].export(Bank("b", "题目", "a.txt", "0" * 64, 0, items), Options())
open(sys.argv[2], "wb").write(output.data)
"""

REPORTLAB = """
import json, sys
from xml.sax.saxutils import escape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate
pdfmetrics.registerFont(TTFont("song", sys.argv[3] + "/song.ttf"))
style = ParagraphStyle("item", fontName="song", fontSize=10.5, leading=20, wordWrap="CJK",
                       leftIndent=20, bulletIndent=0, bulletFontName="song", spaceBefore=2)
def markup(stem):
    return "".join("<u>" + "_" * 18 + "</u>" if i % 2 else escape(p)
                   for i, p in enumerate(stem))
story = [Paragraph(markup(stem), style, bulletText=f"{number}.")
         for number, stem in enumerate(json.load(open(sys.argv[1])), 1)]
SimpleDocTemplate(sys.argv[2], leftMargin=62, rightMargin=57, topMargin=54, bottomMargin=57,
                  invariant=1).build(story)
"""

TYPST = """
import json, sys, tempfile, os
import typst
def markup(stem):
    return "".join("#box(width: 9em, stroke: (bottom: .6pt))" if i % 2
                   else "#" + json.dumps(p, ensure_ascii=False) for i, p in enumerate(stem))
stems = json.load(open(sys.argv[1]))
lines = ['#set page(paper: "a4", margin: (left: 62pt, right: 57pt, top: 54pt, bottom: 57pt), '
         'numbering: "1/1")',
         '#set text(font: "Quizgen Song", size: 10.5pt, lang: "zh")',
         '#set par(justify: true, leading: 9.5pt)', ""]
lines += [f"+ {markup(stem)}" for stem in stems]
source = sys.argv[2] + ".typ"
open(source, "w").write("\\n".join(lines))
typst.compile(source, output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)
"""


def main(arguments: list[str]) -> None:
    """Print a row for each number of items."""
    rivals = [("quizgen", sys.executable, QUIZGEN), ("reportlab", sys.executable, REPORTLAB)]
    rivals += [("typst", python, TYPST) for python in arguments]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in COUNTS:
            items = folder / "items.json"
            items.write_text(json.dumps([STEMS[n % len(STEMS)] for n in range(count)]))
            own = 0.0
            for rival, python, script in rivals:
                result = folder / f"{rival}.pdf"
                seconds, memory = min(
                    timed([python, "-c", script, str(items), str(result), str(FONTS)])
                    for _ in range(RUNS)
                )
                own = own or seconds
                pages = page_count(result)
                print(
                    f"{count:5} items  {rival:9}  {seconds:6.2f} s  {seconds / own:5.2f} x"
                    f"  {1000 * seconds / pages:6.1f} ms a page of {pages:3}"
                    f"  {memory:4.0f} MB  {result.stat().st_size // 1024:5} KB"
                )


def timed(command: list[str]) -> tuple[float, float]:
    """The processor time of a process (seconds), and its largest memory (MB)."""
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"failed: {command[0]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def page_count(path: Path) -> int:
    """The pages of a PDF."""
    document = PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


if __name__ == "__main__":
    main(sys.argv[1:])
