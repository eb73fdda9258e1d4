"""`make` on a bank that is there, `diff`, and what `export` records, as a person uses them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from quizgen import bank, pipeline
from quizgen.bank import stem
from quizgen.quiz import Bank, Cloze, Matching, Text
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
        told = ("--out", self.out, "--to", "anki", "--more")  # enough items to edit
        outcome = self.run("make", self.document, *told, *options)
        assert (outcome.code, outcome.err) == (0, "")
        return outcome.out

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.out.iterdir()}

    def bank(self) -> Bank:
        return bank.load(self.path.read_text("utf-8"), "bank")

    def items(self) -> list[Cloze]:
        """Items of sentences that stand once in the document, and of which nothing else asks.

        The shortest first: a long one is cut elsewhere once a word is put in.
        """
        text = self.document.read_text("utf-8")
        asked = [q for q in self.bank().questions if isinstance(q, Cloze)]
        times = Counter(item.source.text for item in asked)
        sets = [q for q in self.bank().questions if isinstance(q, Matching)]
        matched = [quote.text for q in sets for quote in q.distractors]
        matched += [
            text for q in sets for p in q.pairs for text in (p.premise.text, p.response.text)
        ]
        alone = [
            item
            for item in asked
            if not any(words in item.source.text for words in matched)
            and times[item.source.text] == text.count(item.source.text) == 1
            and isinstance(first := item.segments[0], Text)
            and len(first.text) > 6
            and first.text in item.source.text
        ]
        return sorted(alone, key=lambda item: len(item.source.text))

    def mend(self, item: Cloze) -> str:
        """Mend the sentence of an item in the document; the stem that it gives."""
        words = item.segments[0].text  # type: ignore[union-attr]
        mended = f"{words[:3]}切实{words[3:]}"
        self.rewrite((item.source.text, item.source.text.replace(words, mended)))
        return stem.write(item.segments).replace(words, mended)

    def strike(self, item: Cloze) -> None:
        """Take the sentence of an item out of the document."""
        self.rewrite((item.source.text, ""))

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


def counts(said: str) -> dict[str, int]:
    """What a report says of a merge: ``{"added": 1, "changed": 2, …}``."""
    fates = "added|changed|retired|revived|edited|deleted|unchanged"
    return {fate: int(count) for count, fate in re.findall(rf"\b(\d+) ({fates})\b", said)}


def table(text: str, item: Cloze) -> str:
    """The lines of an item in the bank."""
    start = text.rindex("[[question]]", 0, text.index(f'id = "{item.id}"'))
    return text[start : text.index("[[question]]", start + 1)]


@pytest.fixture
def work(tmp_path: Path, example: Example, quizgen: Run) -> Work:
    made = Work(tmp_path, example("speech.txt"), quizgen)
    made.make()
    return made


TITLE = "在云汀市重点工作推进会上的讲话"


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
    edited, deleted, mended, gone, *_ = work.items()
    answer = edited.blanks[0].answer
    work.edit(
        (f"[[{answer}]]", f"[[{answer}]]（见附件）  "),
        ("\n[[question]]", "\n# 我的说明\n[[question]]"),
    )
    text = work.path.read_text("utf-8")
    work.path.write_text(text.replace(table(text, deleted), ""), encoding="utf-8")
    new = work.mend(mended)
    work.strike(gone)
    said = work.make()
    found = counts(said)
    assert (found["changed"], found["retired"], found["edited"], found["deleted"]) == (1, 1, 1, 1)
    assert re.search(rf'this search finds the retired:\n +"Id:\w+/{gone.id}"', said)
    text = work.path.read_text("utf-8")
    assert "# 我的说明\n[[question]]" in text
    assert f"[[{answer}]]（见附件）  " in text
    assert f'stem = "{new}"' in table(text, mended)
    assert "retired = true" in table(text, gone)
    assert f'id = "{deleted.id}"' not in text
    assert sorted(work.files()) == ["speech.apkg", "speech.quiz.toml"]  # no backup
    again = work.files()
    work.make()
    assert work.files() == again
    assert left_over(work.folder) == []


def test_diff_and_dry_run_show_what_make_would_do_and_write_nothing(work: Work) -> None:
    mended, gone, *_ = work.items()
    new = work.mend(mended)
    work.strike(gone)
    before = work.files()
    shown = work.run("diff", work.document, work.path)
    assert shown.code == 0
    lines = shown.out.replace("\n      ", "")  # where they are broken
    assert f"- {stem.write(mended.segments)}" in lines
    assert f"+ {new}" in lines
    assert "retired: the document no longer says it (1)" in shown.out
    assert f"- {stem.write(gone.segments)}" in lines
    assert f'"Id:{work.bank().id}/{gone.id}"' in shown.out
    dry = work.run("make", work.document, "--out", work.out, "--dry-run")
    assert (dry.code, dry.out) == (0, shown.out)
    assert work.files() == before
    line = re.search(r"^  (\d+ .*unchanged)$", shown.out, re.MULTILINE)
    assert line is not None
    made = work.run("make", work.document, "--out", work.out, "--to", "anki")
    assert counts(line[1]) == counts(made.out)


def test_diff_shows_together_what_only_moved_to_another_section(work: Work) -> None:
    heading = "突出重点、精准发力，推动全年工作开好局起好步"
    many = ("--more", "--max-items", "20")  # several items of one section
    work.make(*many)
    moved = [
        question.section
        for question in work.bank().questions
        if heading in {step.title for step in question.section}
    ]
    work.rewrite((heading, f"{heading}再上台阶"))
    shown = work.run("diff", work.document, work.path, *many).out
    assert f"changed with the document ({len(moved)})" in shown
    assert shown.count("- section: ") == shown.count("+ section: ") == len(set(moved)) < len(moved)


def test_diff_as_json(work: Work) -> None:
    mended, gone, *_ = work.items()
    new = work.mend(mended)
    work.strike(gone)
    found = json.loads(work.run("diff", work.document, work.path, "--json").out)
    assert found["counts"]["changed"] == found["counts"]["retired"] == 1
    (changed,) = [item for item in found["items"] if item["fate"] == "changed"]
    assert changed["before"]["stem"] == stem.write(mended.segments)
    assert changed["after"]["stem"] == new
    (retired,) = [item for item in found["items"] if item["fate"] == "retired"]
    assert retired["id"] == gone.id
    assert found["retired"] == [f"{found['id']}/{gone.id}"]
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
    assert "speech.quiz.toml.bak" in work.files()


def test_the_title_of_the_bank_stays_and_the_document_s_is_told(work: Work) -> None:
    work.edit((f'title = "{TITLE}"', 'title = "工作"'))
    said = work.make()
    assert f"title is now {TITLE}" in said
    assert work.bank().title == "工作"
    work.make("--title", "工作会议")
    assert (work.bank().title, work.bank().deck.name) == ("工作会议", TITLE)


def test_the_seed_of_the_bank_is_taken_up(work: Work) -> None:
    work.make("--force", "--seed", "7")
    before = work.files()["speech.quiz.toml"]
    assert re.search(r"merged   \d+ unchanged\n", work.make())
    assert work.files()["speech.quiz.toml"] == before


def test_an_export_records_what_is_in_the_deck_and_touches_nothing_else(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, *_ = work.items()
    answer = item.blanks[0].answer
    cut = (f"[[{answer}]]", f"{answer[0]}[[{answer[1:]}]]")
    work.edit((f'title = "{TITLE}"', f"title = '{TITLE}'  # 标题"))
    work.edit(cut)
    before = work.path.read_text("utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    assert work.run("export", work.path, "-q", "--to", "anki").code == 0
    after = work.path.read_text("utf-8")
    assert after.split("[record]")[0] == before.split("[record]")[0]
    changed = [e for e in work.bank().record.entries if e.changed == 1_900_000_000]
    assert [entry.question for entry in changed] == [item.id]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900009999")
    done = work.files()
    assert work.run("export", work.path, "-q", "--to", "anki").code == 0
    assert work.files() == done
    # the clock was set back: still later than before
    work.edit(cut[::-1])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert work.run("export", work.path, "-q", "--to", "anki").code == 0
    (entry,) = [e for e in work.bank().record.entries if e.question == item.id]
    assert entry.changed == 1_900_000_001


def test_what_is_new_by_hand_gets_its_id_when_it_goes_into_a_deck(work: Work) -> None:
    text = work.path.read_text("utf-8")
    added = '\n[[question]]\nkind = "cloze"\nstem = "报警电话是[[一一〇]]。"\n'
    work.path.write_text(text + added, encoding="utf-8")
    assert work.run("export", work.path, "-q", "--to", "worksheet").code == 0
    assert work.path.read_text("utf-8") == text + added  # no deck, nothing to remember
    assert work.run("export", work.path, "-q").code == 0
    name = next(q.id for q in work.bank().questions if not q.made)
    assert f'stem = "报警电话是[[一一〇]]。"\nid = "{name}"\n' in work.path.read_text("utf-8")


def test_a_bank_of_an_older_format_is_merged(work: Work) -> None:
    mended, other, *_ = work.items()
    text = work.path.read_text("utf-8").split("\n# 以下是")[0].replace("format = 3", "format = 2")
    text = re.sub(r"^(date|deck) = .*\n", "", text, flags=re.MULTILINE)
    work.path.write_text(text, encoding="utf-8")
    work.mend(mended)
    assert counts(work.make())["changed"] == 1
    assert work.path.read_text("utf-8").count("format = 3\n") == 1
    assert (work.bank().date, work.bank().deck.name) == ("三月六日", TITLE)
    entries = {entry.question: entry for entry in work.bank().record.entries}
    assert entries[mended.id].changed > entries[other.id].changed


def test_what_a_person_said_of_date_and_deck_stays(work: Work) -> None:
    work.edit((f'deck = "{TITLE}"', 'deck = "政治::讲话"'), ('date = "三月六日"\n', ""))
    work.mend(work.items()[0])
    work.make()
    assert (work.bank().date, work.bank().deck.name) == ("", "政治::讲话")
    work.make("--force")
    assert work.bank().deck.name == "政治::讲话"


def test_a_file_of_another_form_is_kept_as_a_backup(work: Work) -> None:
    made = work.bank()
    question = next(q for q in made.questions if isinstance(q, Cloze))
    odd = (
        f'format = 3\nid = "{made.id}"\ntitle = "{made.title}"  # 标题\n'
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
    work.mend(work.items()[0])
    outcome = work.run("make", work.document, "--out", work.out)
    assert outcome.code == 7
    assert "was changed while" in outcome.error
    assert work.path.read_text("utf-8").endswith("# mine\n")


def test_a_batch_tells_of_each_what_was_merged(work: Work, example: Example) -> None:
    other = work.folder / "regulation.md"
    other.write_bytes(example("regulation.md").read_bytes())
    work.path.unlink()
    batch = ["make", work.document, other, "--out", work.out, "--to", "anki"]
    assert "unchanged" not in work.run(*batch).out
    work.mend(work.items()[0])
    assert re.search(
        r"speech\.txt .*\n    (\d+ added, )?1 changed, \d+ unchanged\n", work.run(*batch).out
    )


def test_the_same_merge_under_every_hash_seed(work: Work) -> None:
    first, second, gone, *_ = work.items()
    work.mend(first)
    work.mend(second)
    work.strike(gone)
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
