"""Every figure of speed and memory as a ratio, both sides measured in turn in one run.

    python benchmarks/all_ratios.py [--only PART]… [--rounds N] [--texts DIR] [--speech FILE]

Prints a table for the README: what is compared, the ratio, and what it should not exceed.  Parts:
start, length, deck, print, memory, batch, growth, hostile, left.  ``--texts`` names a folder
whose text and Markdown files are the long documents (laws, say); without it the examples
are, repeated with variations.  ``--typst`` names a Python that has typst.  All of it takes an
hour or so, most of it for ``length`` and ``hostile``.

Processor time is that of whole processes, user and system; that of two workers and of long
documents is elapsed time.  Compiled Python files are there, as for any program that was run before.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path

import deck_speed
import print_speed
from measuring import ROOT, Use, environment, in_turn, python, quizgen, run
from texts import HOSTILE, lines, ordinary, random_han

EXAMPLES = ROOT / "examples"
MEGABYTE = 1_000_000
BATCH = 20
DOCUMENT = 15_000  # bytes: five thousand characters

# The two floors: a process that does nothing but cut, and one that imports what a run needs.
CUT = "import sys, jieba; jieba.setLogLevel(60); list(jieba.cut(open(sys.argv[1], 'rb').read()))"
IMPORTS = "import typer, genanki, reportlab.platypus, reportlab.pdfbase.ttfonts"
LCUT = (
    "import sys, jieba; jieba.setLogLevel(60); "
    "jieba.lcut(open(sys.argv[1], encoding='utf-8').read())"
)
# A program with one command, as Typer's tutorial has it.
ONE_COMMAND = """
import typer
def main(name: str) -> None:
    "Greet."
    typer.echo(f"Hello {name}")
typer.run(main)
"""
# Says which files are opened in folders that all users of the computer write to.
WATCHED = """
import sys, tempfile
shared = tuple({tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm"})
own = sys.argv[1]
def watch(event, arguments):
    if event == "open" and str(arguments[0]).startswith(shared):
        if not str(arguments[0]).startswith(own):
            print("opened", arguments[0], file=sys.stderr)
            raise SystemExit(1)
sys.addaudithook(watch)
from quizgen.cli import run
sys.exit(run(sys.argv[2:]))
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; ``most`` is what the ratio should not exceed."""

    what: str
    ratio: float
    most: float


@dataclass(frozen=True, slots=True)
class Setting:
    """What all parts share: a folder to work in, a speech, the lines of long texts, choices."""

    folder: Path
    speech: Path
    rows: list[str]
    rounds: int
    typst: str

    def run(self, command: list[str | Path]) -> Use:
        """The use of a process."""
        return run(command, environment(self.folder))

    def make(self, *documents: Path, options: tuple[str, ...] = ()) -> Callable[[], Use]:
        """A whole run on ``documents``, from nothing to their files."""
        out = self.folder / "output"
        command = quizgen("make", *documents, "--out", out, "--quiet", *options)

        def made() -> Use:
            use = run(command, environment(self.folder), fine=(0, 4))  # 4: nothing to ask about
            shutil.rmtree(out, ignore_errors=True)
            return use

        return made

    def text(self, name: str, content: str) -> Path:
        """A text file."""
        path = self.folder / f"{name}.txt"
        path.write_text(content, encoding="utf-8")
        return path

    def apart(self, count: int, size: int) -> list[Path]:
        """Documents of about ``size`` bytes, of the lines one after the other."""
        rows = ordinary(self.rows, count * size).splitlines(keepends=True)
        ends = accumulate(len(row.encode()) for row in rows)
        parts: list[list[str]] = [[] for _ in range(count)]
        for row, end in zip(rows, ends, strict=True):
            parts[min(count - 1, end // size)].append(row)
        return [self.text(f"part-{n}", "".join(part)) for n, part in enumerate(parts)]

    def ordinary(self, size: int) -> Path:
        """Ordinary text of ``size`` bytes."""
        return self.text(f"ordinary-{size}", ordinary(self.rows, size))


def start(setting: Setting) -> Iterator[Row]:
    """The run on a speech, and the help."""
    one_command = setting.folder / "hello.py"
    one_command.write_text(ONE_COMMAND)
    uses = in_turn(
        {
            "F1": lambda: setting.run(python(CUT, setting.speech)),
            "F2": lambda: setting.run(python(IMPORTS)),
            "make": setting.make(setting.speech),
            "help": lambda: setting.run(quizgen("--help")),
            "one": lambda: setting.run([sys.executable, one_command, "--help"]),
        },
        setting.rounds,
    )
    seconds = {name: use.processor for name, use in uses.items()}
    yield _over("whole run on the speech, against jieba cutting it", seconds, "make", "F1", 0.6)
    yield _over("the same, against importing the libraries", seconds, "make", "F2", 2.2)
    yield _over("`--help`, against a one-command Typer program's", seconds, "help", "one", 1.3)
    memory = {name: use.memory for name, use in uses.items()}
    yield _over("memory of that run, against jieba's", memory, "make", "F1", 0.85)


def length(setting: Setting) -> Iterator[Row]:
    """Long documents, with the processes that a run takes by itself, and with one."""
    short, long = setting.ordinary(MEGABYTE), setting.ordinary(10 * MEGABYTE)
    uses = in_turn(
        {
            "jieba": lambda: setting.run(python(LCUT, short)),
            "short": setting.make(short),
            "alone": setting.make(short, options=("--jobs", "1")),
        },
        rounds=3,
    )
    uses |= in_turn({"long": setting.make(long)}, rounds=1, warm=False)
    elapsed = {name: use.elapsed for name, use in uses.items()}
    yield _over("1 MB of text, against `jieba.lcut` of it, elapsed", elapsed, "short", "jieba", 2.6)
    yield _over("the same, in one process", elapsed, "alone", "jieba", 2.6)
    yield _over("10 MB, against 1 MB, elapsed", elapsed, "long", "short", 10.5)
    memory = {name: use.memory for name, use in uses.items()}
    yield _over("memory of 10 MB, against 1 MB", memory, "long", "short", 3.0)


def deck(setting: Setting) -> Iterator[Row]:
    """Writing an Anki package."""
    seconds = deck_speed.ratios(10_000, setting.folder)
    yield _over(
        "10,000 notes, against SQLite's executemany and deflate of their rows",
        seconds,
        "package",
        "bare",
        2.0,
    )
    yield _over("the same, from the bank on", seconds, "export", "bare", 2.0)


def printing(setting: Setting) -> Iterator[Row]:
    """Printing, by page, against reportlab's paragraphs and typst."""
    rivals = [("quizgen", sys.executable, print_speed.QUIZGEN, 1.0)]
    rivals += [("reportlab", sys.executable, print_speed.REPORTLAB, 0.65)]
    if setting.typst:
        rivals.append(("typst", setting.typst, print_speed.TYPST, 1.0))
    for count in (500, 5000):
        items = setting.folder / "items.json"
        items.write_text(json.dumps(print_speed.stems(count)))
        commands = {
            name: [program, "-c", code, items, setting.folder / f"{name}.pdf", print_speed.FONTS]
            for name, program, code, _ in rivals
        }
        uses = in_turn(
            {name: partial(setting.run, command) for name, command in commands.items()}, rounds=3
        )
        pages = {
            name: use.processor / print_speed.page_count(setting.folder / f"{name}.pdf")
            for name, use in uses.items()
        }
        for name, _, _, most in rivals[1:]:
            words = f"a page of {count:,} items, against {name}"
            yield _over(words, pages, "quizgen", name, most)


def batch(setting: Setting) -> Iterator[Row]:
    """Many documents in one run, by itself and with one and two workers; no two are alike."""
    paths = setting.apart(BATCH, DOCUMENT)
    singles = {f"run {number}": setting.make(path) for number, path in enumerate(paths)}
    together = {
        "one run": setting.make(*paths, options=("--jobs", "1")),
        "two": setting.make(*paths, options=("--jobs", "2")),
        "by itself": setting.make(*paths),
    }
    uses = in_turn({**singles, **together}, rounds=max(1, setting.rounds // 2))
    single = sum(uses[name].processor for name in singles)
    ratio = uses["one run"].processor / single
    yield Row(f"{BATCH} documents in one run, against {BATCH} runs", ratio, 0.35)
    elapsed = {name: uses[name].elapsed for name in together}
    ratio = elapsed["by itself"] / sum(uses[name].elapsed for name in singles)
    yield Row("the same, elapsed, with the workers that a run takes by itself", ratio, 0.35)
    yield _over("two workers, against one (elapsed)", elapsed, "two", "one run", 0.6)


def growth(setting: Setting) -> Iterator[Row]:
    """Text without words: no dictionary helps, and no more is asked of it the longer it is."""
    few, many = (setting.text(f"han-{n}", _ASKED + random_han(n)) for n in (10_000, 100_000))
    uses = in_turn({"few": setting.make(few), "many": setting.make(many)}, rounds=1)
    seconds = {name: use.processor for name, use in uses.items()}
    yield _over("100,000 random Han characters, against 10,000", seconds, "many", "few", 11.0)


def hostile(setting: Setting) -> Iterator[Row]:
    """Documents that nobody writes, against ordinary ones of that length."""
    for name, build in HOSTILE.items():
        path = setting.text("hostile", build(setting.rows))
        usual = setting.ordinary(path.stat().st_size)
        uses = in_turn(
            {"ordinary": setting.make(usual), "hostile": setting.make(path)}, rounds=1, warm=False
        )
        seconds = {key: use.processor for key, use in uses.items()}
        words = f"{name}, against ordinary text of that length"
        yield _over(words, seconds, "hostile", "ordinary", 30.0)


def left(setting: Setting) -> Iterator[Row]:
    """What stays in the temporary folder, and what is read from a shared one."""
    temporary = setting.folder / "temporary"
    temporary.mkdir()
    arguments = ("make", setting.speech, "--out", setting.folder / "left", "--quiet", "--force")
    settings = environment(setting.folder) | {"TMPDIR": str(temporary)}
    run(python(WATCHED, setting.folder, *arguments), settings)
    yield Row("files left in the temporary folder", len(list(temporary.iterdir())), 0)
    yield Row("files read from a shared folder", 0, 0)  # or the run would have ended


_ASKED = "全市要坚持“稳中求进”的工作总基调，到二〇三〇年建成环城步道一百二十公里。\n"

PARTS: dict[str, Callable[[Setting], Iterator[Row]]] = {
    "start": start,
    "length": length,
    "deck": deck,
    "print": printing,
    "batch": batch,
    "growth": growth,
    "hostile": hostile,
    "left": left,
}


def _over(what: str, uses: dict[str, float], one: str, other: str, most: float) -> Row:
    return Row(what, uses[one] / uses[other], most)


def main() -> None:
    """Measure the parts that are wanted, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", action="append", choices=PARTS, help="a part (repeatable)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of short runs")
    parser.add_argument("--speech", type=Path, default=EXAMPLES / "speech.txt", help="a speech")
    parser.add_argument("--texts", type=Path, default=EXAMPLES, help="a folder of documents")
    parser.add_argument("--typst", default="", help="a Python that has typst")
    given = parser.parse_args()
    sources = [path for path in sorted(given.texts.iterdir()) if path.suffix in {".txt", ".md"}]
    version = sys.version.split()[0]
    print(f"Python {version}, {os.cpu_count()} processors, {platform.machine()}\n")
    print("| compared | ratio | at most | |\n|---|---|---|---|")
    rows = lines(sources)
    with tempfile.TemporaryDirectory() as name:
        for part in given.only or PARTS:
            folder = Path(name, part)
            folder.mkdir()
            setting = Setting(folder, given.speech, rows, given.rounds, given.typst)
            for row in PARTS[part](setting):
                kept = "" if row.ratio <= row.most else "missed"
                print(f"| {row.what} | {row.ratio:.2f} | {row.most:g} | {kept} |", flush=True)


if __name__ == "__main__":
    main()
