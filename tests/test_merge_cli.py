"""`make` on a bank that is there, `diff`, and what `export` records, as a person uses them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from quizgen import bank, pipeline
from quizgen.quiz import Bank, Cloze
from tests.conftest import Run, left_over, spawn

Example = Callable[[str], Path]


class Work:
    """A document, its bank, and the program."""

    def __init__(self, folder: Path, source: Path, run: Run) -> None:
        self.folder = folder
        self.document = folder / source.name
        self.document.write_bytes(source.read_bytes())
        self.out = folder / "output"
        self.path = self.out / f"{source.stem}.quiz.toml"
        self.run = run

    def make(self, *options: object) -> str:
        outcome = self.run("make", self.document, "--out", self.out, "--to", "anki", *options)
        assert (outcome.code, outcome.err) == (0, "")
        return outcome.out

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.out.iterdir()}

    def bank(self) -> Bank:
        return bank.load(self.path.read_text("utf-8"), "bank")

    def rewrite(self, *changes: tuple[str, str]) -> None:
        """Change the document."""
        text = self.document.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        self.document.write_text(text, encoding="utf-8")

    def edit(self, *changes: tuple[str, str]) -> None:
        """Change the bank, as with an editor: the first place where the words stand."""
        text = self.path.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        self.path.write_text(text, encoding="utf-8")


@pytest.fixture
def work(tmp_path: Path, example: Example, quizgen: Run) -> Work:
    made = Work(tmp_path, example("traditional.txt"), quizgen)
    made.make()
    return made


MENDED = ("急救的目的有三項", "急救的主要目的有三項")
GONE = ("懷疑頸椎受傷時，改用推下顎法。", "")


def test_the_same_document_gives_the_same_files_also_in_another_folder(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = work.files()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    assert re.search(r"  merged   \d+ unchanged\n", work.make())
    assert work.files() == before
    moved = work.folder.parent / f"{work.folder.name}-moved"
    work.folder.rename(moved)
    assert work.run("export", moved / "output" / work.path.name, "--to", "anki").code == 0
    assert {path.name: path.read_bytes() for path in (moved / "output").iterdir()} == before


def test_edits_comments_and_deletions_survive_a_changed_document(work: Work) -> None:
    first = work.bank()
    work.edit(
        ("不得[[貿然進入]]。", "不得[[貿然進入現場]]。  "),
        ("\n[[question]]", "\n# 我的說明\n[[question]]"),
    )
    text = work.path.read_text("utf-8")
    start = text.rindex("[[question]]", 0, text.index('stem = "成人心肺'))
    deleted = text[start : text.index("[[question]]", start + 1)]
    work.path.write_text(text.replace(deleted, ""), encoding="utf-8")
    work.rewrite(MENDED, GONE)
    said = work.make()
    assert re.search(r"merged .*1 changed, 1 retired, 1 edited or written by you", said)
    assert re.search(r'this search finds the retired:\n +"Id:\w+/38a50fe4"', said)
    text = work.path.read_text("utf-8")
    assert "# 我的說明\n[[question]]" in text
    assert "[[貿然進入現場]]。  " in text
    assert "急救的主要目的有[[三]]項" in text
    assert 'stem = "成人心肺' not in text
    assert sorted(work.files()) == ["traditional.apkg", "traditional.quiz.toml"]  # no backup
    ids = [{question.id for question in made.questions} for made in (first, work.bank())]
    assert ids[0] - ids[1] == {"832a039a"}
    again = work.files()
    work.make()
    assert work.files() == again
    assert left_over(work.folder) == []


def test_diff_and_dry_run_show_what_make_would_do_and_write_nothing(work: Work) -> None:
    work.rewrite(MENDED, GONE)
    before = work.files()
    shown = work.run("diff", work.document, work.path)
    assert shown.code == 0
    assert "- 急救的目的有[[三]]項" in shown.out
    assert "+ 急救的主要目的有[[三]]項" in shown.out
    assert "retired: the document no longer says it (1)" in shown.out
    assert "- 懷疑頸椎受傷時，改用推[[下顎法]]。" in shown.out
    assert '"Id:' in shown.out
    dry = work.run("make", work.document, "--out", work.out, "--dry-run")
    assert (dry.code, dry.out) == (0, shown.out)
    assert work.files() == before
    counts = re.search(r"^  (\d+ .*unchanged)$", shown.out, re.MULTILINE)
    assert counts is not None
    assert counts[1] in work.make()


def test_diff_shows_together_what_only_moved_to_another_section(work: Work) -> None:
    work.rewrite(("二、操作的步驟", "二、操作的各個步驟"))
    shown = work.run("diff", work.document, work.path).out
    assert "\n  832a039a, 25b4962c, e70166ca  二、操作的各個步驟\n" in shown
    assert "\n  50be7111  1. 胸部按壓\n" in shown
    assert "changed with the document (7)" in shown
    assert shown.count("+ section: ") == 5


def test_diff_as_json(work: Work) -> None:
    work.rewrite(MENDED, GONE)
    found = json.loads(work.run("diff", work.document, work.path, "--json").out)
    assert found["counts"]["changed"] == found["counts"]["retired"] == 1
    (changed,) = [item for item in found["items"] if item["fate"] == "changed"]
    assert "急救的目的" in changed["before"]["stem"]
    assert "急救的主要目的" in changed["after"]["stem"]
    (retired,) = [item for item in found["items"] if item["fate"] == "retired"]
    assert found["retired"] == [f"{found['id']}/{retired['id']}"]
    assert found["search"] == f'"Id:{found["retired"][0]}"'


def test_diff_without_a_bank_says_where_it_looked(work: Work) -> None:
    outcome = work.run("diff", work.document, work.folder / "none.quiz.toml")
    assert outcome.code == 5
    assert "none.quiz.toml: no such file" in outcome.error
    dry = work.run("make", work.document, "--out", work.folder / "new", "--dry-run")
    assert "no bank yet" in dry.out
    assert not (work.folder / "new").exists()


def test_the_bank_of_another_document_is_left_alone(work: Work) -> None:
    work.document.write_text(
        "倉庫管理辦法\n\n一、入庫。貨物入庫前應當核對數量與規格，由保管員在兩日內登記造冊。\n"
        "二、出庫。出庫單須經科長簽字，領料人憑單領取，當日結清賬目。\n",
        encoding="utf-8",
    )
    before = work.files()
    for command in (
        ["make", work.document, "--out", work.out],
        ["diff", work.document, work.path],
    ):
        outcome = work.run(*command)
        assert outcome.code == 7
        assert "another document" in outcome.error
        assert work.files() == before
    work.make("--force")
    assert "traditional.quiz.toml.bak" in work.files()


def test_the_title_of_the_bank_stays_and_the_document_s_is_told(work: Work) -> None:
    work.edit(('title = "社區急救員培訓講義"', 'title = "急救"'))
    said = work.make()
    assert "title is now 社區急救員培訓講義" in said
    assert work.bank().title == "急救"
    work.make("--title", "急救員")
    assert work.bank().title == "急救員"


def test_the_seed_of_the_bank_is_taken_up(work: Work) -> None:
    work.make("--force", "--seed", "7")
    before = work.files()["traditional.quiz.toml"]
    assert re.search(r"merged   \d+ unchanged\n", work.make())
    assert work.files()["traditional.quiz.toml"] == before


def test_an_export_records_what_is_in_the_deck_and_touches_nothing_else(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.edit(('"社區急救員培訓講義"', "'社區急救員培訓講義'  # 標題"))
    work.edit(("推[[下顎法]]", "推下[[顎法]]"))
    before = work.path.read_text("utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    assert work.run("export", work.path, "-q", "--to", "anki").code == 0
    after = work.path.read_text("utf-8")
    assert after.split("[record]")[0] == before.split("[record]")[0]
    changed = [e for e in work.bank().record.entries if e.changed == 1_900_000_000]
    assert [entry.question for entry in changed] == ["38a50fe4"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900009999")
    done = work.files()
    assert work.run("export", work.path, "-q", "--to", "anki").code == 0
    assert work.files() == done
    # the clock was set back: still later than before
    work.edit(("推下[[顎法]]", "推[[下顎法]]"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert work.run("export", work.path, "-q", "--to", "anki").code == 0
    (entry,) = [e for e in work.bank().record.entries if e.question == "38a50fe4"]
    assert entry.changed == 1_900_000_001


def test_what_is_new_by_hand_gets_its_id_when_it_goes_into_a_deck(work: Work) -> None:
    text = work.path.read_text("utf-8")
    added = '\n[[question]]\nkind = "cloze"\nstem = "急救電話是[[一一九]]。"\n'
    work.path.write_text(text + added, encoding="utf-8")
    assert work.run("export", work.path, "-q", "--to", "worksheet").code == 0
    assert work.path.read_text("utf-8") == text + added  # no deck, nothing to remember
    assert work.run("export", work.path, "-q").code == 0
    name = next(q.id for q in work.bank().questions if not q.made)
    assert f'stem = "急救電話是[[一一九]]。"\nid = "{name}"\n' in work.path.read_text("utf-8")


def test_a_bank_of_an_older_format_is_merged(work: Work) -> None:
    text = work.path.read_text("utf-8").split("\n# 以下是")[0].replace("format = 3", "format = 2")
    work.path.write_text(text, encoding="utf-8")
    work.rewrite(MENDED)
    assert re.search(r"merged   1 changed, \d+ unchanged", work.make())
    entries = {entry.question: entry for entry in work.bank().record.entries}
    assert entries["04296d57"].changed > entries["e16dfa65"].changed


def test_a_file_of_another_form_is_kept_as_a_backup(work: Work) -> None:
    made = work.bank()
    question = next(q for q in made.questions if isinstance(q, Cloze))
    odd = (
        f'format = 3\nid = "{made.id}"\ntitle = "{made.title}"  # 標題\n'
        f'question = [{{ kind = "cloze", stem = "{bank.stem.write(question.segments)}" }}]\n'
    )
    work.path.write_text(odd, encoding="utf-8")
    assert f"{work.path}.bak" in work.make()
    assert (work.out / f"{work.path.name}.bak").read_text("utf-8") == odd


def test_a_bank_that_is_written_meanwhile_is_not_overwritten(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pipeline.export

    def slow(*arguments: object) -> object:
        work.path.write_text(work.path.read_text("utf-8") + "# mine\n", encoding="utf-8")
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "export", slow)
    work.rewrite(MENDED)
    outcome = work.run("make", work.document, "--out", work.out)
    assert outcome.code == 7
    assert "was changed while" in outcome.error
    assert work.path.read_text("utf-8").endswith("# mine\n")


def test_a_batch_tells_of_each_what_was_merged(work: Work, example: Example) -> None:
    other = work.folder / "regulation.md"
    other.write_bytes(example("regulation.md").read_bytes())
    batch = ["make", work.document, other, "--out", work.out, "--to", "anki"]
    assert "unchanged" not in work.run(*batch).out
    work.rewrite(MENDED)
    assert re.search(r"traditional\.txt .*\n    1 changed, \d+ unchanged\n", work.run(*batch).out)


def test_the_same_merge_under_every_hash_seed(work: Work) -> None:
    work.rewrite(MENDED, GONE, ("貿然進入", "冒險進入"))
    start = work.files()
    made = []
    for seed in ("1", "77"):
        for name, data in start.items():
            (work.out / name).write_bytes(data)
        done = spawn(
            *("make", work.document, "--out", work.out, "--to", "anki"),
            PYTHONHASHSEED=seed,
            SOURCE_DATE_EPOCH="1900000000",
        )
        assert done.returncode == 0, done.stderr
        made.append(work.files())
    assert made[0] == made[1] != start
