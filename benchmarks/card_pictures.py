"""Pictures of the cards as Anki's programs show them: every type, front and back, day and night.

    python benchmarks/card_pictures.py DIR [BANK]

Needs the extra `test` (anki) and a Chromium on the path with Chinese fonts.  A package is
made of BANK, or of questions that stress the layout, and goes into the real Anki, which
renders the cards.  They are put into pages with the classes and styles that the desktop
program, AnkiDroid and AnkiMobile put around them, and drawn side by side: one picture a
look (width, program, day or night, scripts on or off) and side of the card.  A red frame
is around a card that can be scrolled sideways.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from anki.collection import Collection, ImportAnkiPackageRequest

from quizgen.bank import load
from quizgen.document import Span
from quizgen.exporters import EXPORTERS, Options
from quizgen.quiz import Bank, Blank, Cloze, Deck, Heading, Matching, Pair, Quote, Text

TYPE = re.compile(r"\[\[type:(.+?)\]\]")
TITLE = "在全县乡村振兴暨城乡融合发展工作推进会上的讲话"
PATH = (
    Heading("二、", "突出重点、精准发力，推动全年工作开好局起好步"),
    Heading("一要", "做强产业"),
)


@dataclass(frozen=True)
class Look:
    """Where and how a card is shown: width in CSS pixels, and the program around it."""

    name: str
    width: int
    height: int
    body: str  # classes of the body, as the program sets them
    css: str  # what the program itself says
    root: str = ""  # classes of the root element
    scripts: bool = True


COMMON = """
#typeans { width: 100%; box-sizing: border-box; line-height: 1.75; }
code#typeans { white-space: pre-wrap; font-variant-ligatures: none; }
.typeGood { background: #afa; color: black; } .typeBad { color: black; background: #faa; }
.typeMissed { color: black; background: #ccc; }
"""
DESKTOP = COMMON + "body { margin: 20px; overflow-wrap: break-word; } img { max-width: 95%; }"
DROID = COMMON + "body { margin: 0; word-wrap: break-word; } #content { margin: 0.5em; }"
MOBILE = COMMON + "body { margin: 0; } .card { font-size: 20px; }"
LOOKS = (
    Look("phone-320-day", 320, 640, "card card1", DROID, "mobile android linux js"),
    Look(
        "phone-320-night",
        320,
        640,
        "card card1 night_mode nightMode ankidroid_dark_mode",
        DROID,
        "mobile android linux js",
    ),
    Look("phone-390-day", 390, 760, "card card1", MOBILE, "mobile iphone"),
    Look("phone-390-night", 390, 760, "card card1 nightMode", MOBILE, "mobile iphone"),
    Look("phone-390-noscript", 390, 760, "card card1", MOBILE, "mobile iphone", scripts=False),
    Look("desktop-day", 860, 700, "card card1 isLin", DESKTOP),
    Look("desktop-night", 860, 700, "card card1 nightMode isLin", DESKTOP, "night-mode"),
)
PAGE = """<!doctype html><html class="{root}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><style>{program}</style>
<body class="{body}"><div id="content">{before}<style>{css}</style><div id="qa">{card}</div></div>
{after}</body></html>"""
SHEET = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 16px; background: #9aa; font: 13px sans-serif; display: flex; flex-wrap: wrap;
  gap: 16px; width: {width}px; }}
figure {{ margin: 0; }} iframe {{ border: 0; display: block; width: {frame}px;
  height: {height}px; }}
.wide {{ outline: 6px solid red; }}
</style>{figures}<script>
// A card that can be scrolled sideways is a fault.
onload = function () {{
  document.querySelectorAll("iframe").forEach(function (frame) {{
    var page = frame.contentDocument && frame.contentDocument.documentElement;
    if (page && page.scrollWidth > frame.clientWidth) frame.classList.add("wide");
  }});
}};
</script>"""
# What the learner does on the front of a whole set, and what the back finds then.
TAPS = """<script>if (window.name === "tapped") { var q = function (c, n) {
  var item = document.querySelectorAll(c + " li")[n]; if (item) item.click(); };
  q(".premises", 0); q(".responses", 1); q(".premises", 2); q(".responses", 0); q(".premises", 1);
}</script>"""
CHOSEN = """<script>try { sessionStorage.setItem("quizgen:" + %r, "%s"); } catch (e) {}</script>"""


def quote(text: str, whole: str) -> Blank:
    """A blank with its place in ``whole``, which begins at 100."""
    start = 100 + whole.index(text)
    return Blank(text, Span(start, start + len(text)))


def item(name: str, source: str, stem: str, **more: Any) -> Cloze:
    """A fill-in item: ``stem`` with its answers between square brackets."""
    parts = re.split(r"\[(.*?)\]", stem)
    segments = [quote(p, source) if n % 2 else Text(p) for n, p in enumerate(parts) if p]
    place = Quote(source, Span(100, 100 + len(source)))
    return Cloze(name, more.pop("section", PATH), tuple(segments), place, **more)


ONE = (
    "要深入实施“链长制”，由县领导牵头，每条产业链配一名链长、一个专班、一支基金，"
    "年内引进龙头项目八个以上。"
)
SERIES = (
    "坚持规划引领、产业带动、人才支撑、文化铸魂、生态宜居、组织保障、要素倾斜、数字赋能，"
    "一件事情接着一件事情办，一年接着一年干。"
)
LATIN = "采用Pneumonoultramicroscopicsilicovolcanoconiosis_https://example.org/very/long/path/to/it标准。"
LONG = "各部门、各单位要按照职责分工，强化协同配合，确保各项任务落到实处、见到实效。" * 270
HOSTILE = "{{c1::x}}与<b>粗</b>、[sound:a.mp3]、\\(x^2\\)、**重点**、שלום עולם和**结尾**{"
PAIRS = (
    ("抓项目、扩投资", "健全项目全周期管理机制，开工一批、建设一批、投产一批、储备一批"),
    ("稳就业", "办好家门口的夜校和工坊"),
    ("护生态", "河湖长制从有名到有实，清淤疏浚不留死角"),
    ("强基层", "推行“一张网格管到底、一个平台办到底”"),
    ("守底线", "预防为主"),
    ("促融合", "以县城为重要载体，推动公共服务向乡村延伸、社会事业向乡村覆盖"),
)
BANK = Bank(
    "stress",
    TITLE,
    "讲话.docx",
    "",
    questions=(
        item(
            "one",
            ONE,
            "要深入实施“[链长制]”，由县领导牵头。",
            note="“链长”由县领导担任，一链一策。",
        ),
        replace(
            item(
                "series",
                SERIES,
                "坚持[规划引领]、[产业带动]、[人才支撑]、[文化铸魂]、[生态宜居]、[组织保障]、"
                "[要素倾斜]、[数字赋能]，一件事情接着一件事情办，一年接着一年干。",
            ),
            unordered=True,
        ),
        item("latin", LATIN, LATIN.replace("标准", "[标准]"), section=()),
        Cloze(
            "hostile",
            PATH,
            (Text(HOSTILE), Blank(HOSTILE), Text("。")),
            Quote(f"{HOSTILE}{HOSTILE}。"),
            note=HOSTILE,
        ),
        item("long", LONG, f"[各部门]{LONG[3:]}", section=(Heading("第一章", "总则"),)),
        Matching(
            "set",
            PATH[:1],
            "directive",
            "把左栏的重点任务与右栏的主要举措连起来。",
            ("重点任务", "主要举措"),
            tuple(
                Pair(
                    Quote(a),
                    Quote(b, Span(50, 50 + len(b))),
                    source=Quote(f"{a}，就要{b}，一抓到底。"),
                )
                for a, b in PAIRS
            ),
            (Quote("大力发展夜间经济"),),
        ),
    ),
    date="2024年2月18日",
    deck=Deck(matching="both"),
)
TYPED = replace(
    BANK,
    id="typed",
    title="打字",
    questions=tuple(
        replace(
            question,
            segments=tuple(
                replace(s, accept=("链长负责制", "“链长”制度"))
                if isinstance(s, Blank) and s.answer == "链长制"
                else s
                for s in question.segments
            ),
        )
        for question in BANK.questions[:2]
        if isinstance(question, Cloze)
    ),
    deck=Deck(typed=True),
)
# What is typed into the cards of TYPED, one after the other.
INPUTS = (
    ("链长负责制", "产业带动，规划引领、人才支撑，文化铸魂 生态宜居 组织保障、要素倾斜、数字赋能"),
    ("链长", "规划引领"),
    ("", ""),
)


def typing(card: Any, side: str, markup: str, typed: str) -> str:
    """What the desktop program makes of ``[[type:cloze:Text]]`` on a side of a card."""
    if not (found := TYPE.search(markup)):
        return markup
    kind = card.note_type()["flds"][0]
    font = f"font-family: '{kind['font']}'; font-size: {kind['size']}px"
    if side == "front":
        field = f'<center><input type=text id=typeans style="{font};"></center>'
    else:
        expected = card.col.extract_cloze_for_typing(card.note()["Text"], card.ord + 1)
        field = f'<div style="{font}">{card.col.compare_answer(expected, typed)}</div>'
    return markup[: found.start()] + field + markup[found.end() :]


def cards(bank: Bank, folder: Path) -> Iterator[Any]:
    """The cards of ``bank`` in the real Anki, in order, one of each pair set at most."""
    package = folder / "cards.apkg"
    package.write_bytes(EXPORTERS["anki"].export(bank, Options()).data)
    collection = Collection(str(folder / f"{bank.id}.anki2"))
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(package)))
    sets = set()
    for number in collection.find_cards("deck:*", "c.due"):
        card = collection.get_card(number)
        name = card.note()["Id"].rsplit("/", 1)[0]
        if card.note_type()["name"].endswith("配对"):
            if name in sets:
                continue
            sets.add(name)
        yield card
    collection.close()


def page(card: Any, side: str, look: Look, typed: str) -> str:
    """The page that shows a side of a card."""
    markup = card.question() if side == "front" else card.answer()
    before = CHOSEN % (card.note()["Id"], "[1,3,0,2]") if "Premises" in card.note() else ""
    return PAGE.format(
        root=look.root,
        program=look.css,
        body=look.body,
        before=before if side == "back" else "",
        css=card.render_output().css,
        card=typing(card, side, markup, typed),
        after=TAPS if side == "front" else "",
    )


def draw(pages: list[str], look: Look, target: Path, folder: Path) -> None:
    """Draw pages side by side, each in a frame of its own."""
    columns = max(1, min(len(pages), 1760 // look.width))
    figures = []
    for number, text in enumerate(pages):
        file = folder / f"{target.stem}-{number}.html"
        file.write_text(text, "utf-8")
        sandbox = "" if look.scripts else "sandbox"
        source = html.escape(file.as_uri())
        figures.append(f'<figure><iframe {sandbox} name="tapped" src="{source}"></iframe></figure>')
    width = columns * (look.width + 16)
    sheet = folder / f"{target.stem}.html"
    sheet.write_text(
        SHEET.format(width=width, frame=look.width, height=look.height, figures="".join(figures)),
        "utf-8",
    )
    rows = -(-len(pages) // columns)
    size = f"{width + 32},{rows * (look.height + 16) + 32}"
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or "chrome"
    options = ["--headless", "--no-sandbox", "--hide-scrollbars", "--allow-file-access-from-files"]
    options += [f"--window-size={size}", f"--screenshot={target}", "--virtual-time-budget=3000"]
    subprocess.run([browser, *options, sheet.as_uri()], check=True, capture_output=True)


def main() -> None:
    """Draw all looks into the folder that is named."""
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    given = [load(Path(name).read_text("utf-8"), name) for name in sys.argv[2:]]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for look in LOOKS:
            for side in ("front", "back"):
                pages = [
                    page(card, side, look, "")
                    for bank in given or [BANK]
                    for card in cards(bank, folder)
                ]
                if not given:
                    for number, inputs in enumerate(INPUTS if side == "back" else INPUTS[:1]):
                        shown = cards(replace(TYPED, id=f"typed{number}"), folder)
                        pages += [
                            page(card, side, look, typed)
                            for card, typed in zip(shown, inputs, strict=True)
                        ]
                for file in folder.glob("*.anki2*"):
                    file.unlink()
                draw(pages, look, target / f"{look.name}-{side}.png", folder)
                print(f"{look.name}-{side}.png: {len(pages)} cards")


if __name__ == "__main__":
    main()
