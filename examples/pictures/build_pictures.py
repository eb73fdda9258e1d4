"""Make the pictures and the sample output of the README again.

    python examples/pictures/build_pictures.py

Needs the extra `test` (anki, pypdfium2), Pillow and a Chromium on the path.  Runs
`quizgen make examples/speech.txt` in a temporary folder, draws the first page of the
worksheet and the back of a card that quotes its source, and puts the printed summary and an item
of the bank into README.md.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from anki.collection import Collection, ImportAnkiPackageRequest
from PIL import Image, ImageOps

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
EXAMPLE = Path("examples/speech.txt")
QUOTE = re.compile(r'<blockquote class="source">(.*?)</blockquote>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
SHOWN = 500  # characters of the item of the bank that is shown, at most
LENGTHS = range(40, 80)  # of the sentence quoted by the card that is shown
PAGE = """<!doctype html><meta charset="utf-8"><style>{css} html, body {{ margin: 0 }}</style>
<body class="card mobile">{back}</body>"""


def make(folder: Path) -> str:
    """Run the program in a copy of the place where the README runs it; what it prints."""
    (folder / "examples").mkdir()
    shutil.copy(ROOT / EXAMPLE, folder / EXAMPLE)
    command = [sys.executable, "-m", "quizgen", "make", EXAMPLE]
    here = os.environ | {"PYTHONPATH": str(ROOT)}  # not one that is installed
    done = subprocess.run(command, cwd=folder, env=here, check=True, capture_output=True, text=True)
    return done.stdout


def draw_worksheet(pdf: Path, target: Path) -> None:
    """Draw the first page at 110 dots an inch, with a thin frame."""
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=110 / 72).to_pil().convert("L")
    ImageOps.expand(page, border=1, fill="silver").quantize(16).save(target, optimize=True)


def quoted(back: str) -> int:
    """The length of the source sentence on the back of a card; 0 when there is none."""
    found = QUOTE.search(back)
    return len(TAG.sub("", found[1])) if found else 0


def draw_card(package: Path, target: Path, folder: Path) -> None:
    """Draw the back of a card as a phone shows it."""
    collection = Collection(str(folder / "collection.anki2"))
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(package)))
    cards = [collection.get_card(number) for number in collection.find_cards("deck:*", "c.due")]
    card = next(card for card in cards if quoted(card.answer()) in LENGTHS)
    page = folder / "card.html"
    page.write_text(PAGE.format(css=card.render_output().css, back=card.answer()), "utf-8")
    collection.close()
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or "chrome"
    options = ["--headless", "--no-sandbox", "--hide-scrollbars", "--force-device-scale-factor=2"]
    options += ["--window-size=500,720", f"--screenshot={target}"]
    subprocess.run([browser, *options, page.as_uri()], check=True, capture_output=True)
    picture = Image.open(target).convert("RGB")
    inside = ImageOps.invert(picture.convert("L")).point(lambda tone: 255 * (tone > 40)).getbbox()
    if inside:
        picture = picture.crop((0, 0, picture.width, min(picture.height, inside[3] + 60)))
    ImageOps.expand(picture, border=1, fill="silver").quantize(64).save(target, optimize=True)


def fill(language: str, first: str, block: str) -> None:
    """Put ``block`` in place of the README's block of ``language`` that begins with ``first``."""
    readme = ROOT / "README.md"
    old = re.compile(rf"```{language}\n{re.escape(first)}\n.*?```", re.DOTALL)
    text, count = old.subn(lambda _: f"```{language}\n{block}```", readme.read_text("utf-8"))
    if count != 1:
        sys.exit(f"{readme}: {count} blocks of {language} that begin with {first!r}")
    readme.write_text(text, "utf-8")


def main() -> None:
    """Make all of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        printed = make(folder)
        draw_worksheet(folder / "output" / "speech-worksheet.pdf", HERE / "worksheet.png")
        draw_card(folder / "output" / "speech.apkg", HERE / "card.png", folder)
        bank = (folder / "output" / "speech.quiz.toml").read_text("utf-8")
    items = bank.split("[[question]]\n")[1:]
    item = next(item for item in items if "\nsection = " in item and len(item) < SHOWN)
    fill("console", f"$ quizgen make {EXAMPLE}", f"$ quizgen make {EXAMPLE}\n{printed}")
    fill("toml", "[[question]]", f"[[question]]\n{item.rstrip()}\n")


if __name__ == "__main__":
    main()
