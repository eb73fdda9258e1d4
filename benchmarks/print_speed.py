"""The time and memory of printing a worksheet, against reportlab's Paragraph and typst.

    python benchmarks/print_speed.py [PYTHON_WITH_TYPST]

Each run is a process of its own, from its start to the finished file: the same fill-in items, no
two of them alike, in the same font, size and distance of lines on the same page.  The rivals set
the plain text with blanks of nine em; quizgen also tags, measures and numbers.  Runs of all are
made in turn, and of each the median counts.  ``pip install typst`` into an environment of its own
makes the third column; name its Python.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from statistics import median

from pypdfium2 import PdfDocument

COUNTS = (50, 500, 5000)
ROUNDS = 5
ROOT = Path(__file__).parents[1]
FONTS = ROOT / "templates" / "fonts"

WHO = (
    *("各县", "市水务局", "沿河乡镇", "供水单位", "林场", "村民委员会", "社区卫生服务站"),
    *("全市四十二所中学", "环保志愿者协会", "高新区A座", "“一河一策”专班"),
)
TASK = ("要把", "应当将", "须在每月5日前把", "负责牵头把", "会同有关部门把", "到2030年要把")
WHAT = (
    *("水质监测", "河道清淤", "安全生产责任制", "问需于民", "环城步道", "垃圾分类", "两次检修"),
    *("“推窗见绿”工程", "GB 5749标准", "24小时值班"),
)
HOW = (
    "放在首位，每月向市里报告一次，",
    "纳入年度考核（权重不低于15%），",
    "同《供水条例》第12条一并执行；",
    "作为立身之本——不得层层加码——",
    "列入3.5万平方米新增绿地的规划，",
    "与PM2.5、COD等指标一起公布，",
)
LEAD = ("重大情况在", "经费不少于", "由专人在", "完成率达到", "逐项销号，并于")
FIGURE = ("24小时", "3000亿元", "三日", "98.6%", "年底前", "半年")
CLOSE = (
    "内报告。",
    "以上，确保群众满意。",
    "通知用户：停水期间应当保障基本供应。",
    "进行复核，结果向社会公开……",
    "后归档备查，不得增加基层负担！",
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
         '#set text(font: "Quizgen Song", size: 10.5pt, lang: "zh", '
         'top-edge: 0.7em, bottom-edge: -0.3em)',
         '#set par(justify: true, leading: 9.5pt)', ""]
lines += [f"+ {markup(stem)}" for stem in stems]
source = sys.argv[2] + ".typ"
open(source, "w").write("\\n".join(lines))
typst.compile(source, output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)
"""


def stems(count: int) -> list[list[str]]:
    """Stems of fill-in items, all different: text, answer, text, answer, text."""
    random = Random(count)  # noqa: S311 - the same items in every run
    pick = random.choice
    found = []
    for _ in range(count):
        others = "".join(pick(WHO) + pick("、和") for _ in range(random.randrange(3)))
        between = pick(HOW) + others + pick(LEAD)
        found.append([pick(WHO) + pick(TASK), pick(WHAT), between, pick(FIGURE), pick(CLOSE)])
    return found


def main(arguments: list[str]) -> None:
    """Print a row for each program and number of items."""
    rivals = [("quizgen", sys.executable, QUIZGEN), ("reportlab", sys.executable, REPORTLAB)]
    rivals += [("typst", python, TYPST) for python in arguments]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        items = folder / "items.json"
        for count in COUNTS:
            items.write_text(json.dumps(stems(count)))
            runs: dict[str, list[tuple[float, float]]] = {}
            for number in range(ROUNDS + 1):
                for rival, python, script in rivals:
                    result = folder / f"{rival}.pdf"
                    run = timed([python, "-c", script, str(items), str(result), str(FONTS)], folder)
                    if number:  # the first fills caches
                        runs.setdefault(rival, []).append(run)
            own = median(seconds for seconds, _ in runs["quizgen"])
            for rival, results in runs.items():
                seconds = median(seconds for seconds, _ in results)
                result = folder / f"{rival}.pdf"
                pages = page_count(result)
                print(
                    f"{count:5} items  {rival:9}  {seconds:6.2f} s  {seconds / own:5.2f} x"
                    f"  {1000 * seconds / pages:6.1f} ms a page of {pages:3}"
                    f"  {max(memory for _, memory in results):4.0f} MB"
                    f"  {result.stat().st_size // 1024:5} KB"
                )


def timed(command: list[str], folder: Path) -> tuple[float, float]:
    """The processor time of a process (seconds), and its largest memory (MB).

    All modules are compiled before, as those of an installed program are: into ``folder``.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
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
