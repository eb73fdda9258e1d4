"""``quizgen.toml``: which file counts, what it may say, and what comes before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen import bank, project
from quizgen.errors import UsageError
from quizgen.project import KEYS, Choices
from quizgen.quiz import Bank, Matching
from tests.conftest import HERE, Run
from tests.documents import SPEECH

# title: the text of a configuration, what it chooses
GOOD = {
    "nothing": ("", Choices()),
    "an empty table": ("[make]\n", Choices()),
    "all keys": (
        (
            '[make]\nglossary = "terms.txt"\nstop-list = "../stop.txt"\nmax-items = 30\n'
            'types = ["matching", "cloze"]\ndifficulty = ["easy", "medium"]\n'
            'more = true\nlang = "en"\nseed = -3\n'
        ),
        Choices(
            Path("dir/terms.txt"),
            Path("dir/../stop.txt"),
            30,
            ("cloze", "matching"),
            ("easy", "medium"),
            True,
            "en",
            -3,
        ),
    ),
    "names as on the command line": (
        '[make]\ntypes = "cloze"\ndifficulty = "medium, easy"\n',
        Choices(types=("cloze",), difficulty=("easy", "medium")),
    ),
    "the choices for Anki": (
        '[make]\nsubdecks = true\ntyped = false\nmatching = "both"\n',
        Choices(subdecks=True, typed=False, matching="both"),
    ),
    "an inline table": ("make = { seed = 4 }\n", Choices(seed=4)),
    "an absolute path": ('[make]\nglossary = "/a/b.txt"\n', Choices(Path("/a/b.txt"))),
    "a byte order mark": ("\ufeff[make]\r\nseed = 1\r\n", Choices(seed=1)),
}


@pytest.mark.parametrize(("text", "choices"), GOOD.values(), ids=GOOD.keys())
def test_what_a_file_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, choices: Choices
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("dir/quizgen.toml")
    path.parent.mkdir()
    path.write_bytes(text.encode("utf-8"))
    assert project.read(path).choices == choices


# title: the text of a configuration, the line that is wrong, what is told
BAD = {
    "unknown key": ("[make]\nseed = 1\nglosary = 'a'\n", 3, "‘glosary’ (did you mean ‘glossary’?)"),
    "underline": ("[make]\nmax_items = 3\n", 2, "‘max_items’ (did you mean ‘max-items’?)"),
    "another option": ("[make]\nout = 'x'\n", 2, "‘out’ (known: glossary, stop-list, max-items,"),
    "key without table": ("# all\nseed = 1\n", 2, "unknown key ‘seed’ (known: [make])"),
    "another table": ("[make]\n\n[mak]\nseed = 1\n", 3, "‘mak’ (did you mean ‘[make]’?)"),
    "two tables": ("[[make]]\nseed = 1\n", 1, "[make] must be one table"),
    "a value for the table": ("make = 3\n", 1, "[make] must be one table"),
    "text for a number": ('[make]\nseed = "1"\n', 2, "key ‘seed’: '1' cannot be (give a whole"),
    "truth for a number": ("[make]\nmax-items = true\n", 2, "true cannot be (give a whole number"),
    "none at all": ("[make]\nmax-items = 0\n", 2, "0 cannot be (give a whole number from 1)"),
    "unknown type": ('[make]\ntypes = ["choice"]\n', 2, "(give some of cloze, matching)"),
    "no type": ("[make]\ntypes = []\n", 2, "(give some of cloze, matching)"),
    "a number of a type": ("[make]\ntypes = 3\n", 2, "3 cannot be (give some of cloze"),
    "a list in a list": ('[make]\ntypes = [["cloze"]]\n', 2, "(give some of cloze, matching)"),
    "unknown grade": ('[make]\ndifficulty = "easy,hrad"\n', 2, "(give some of easy, medium, hard)"),
    "unknown language": ('[make]\nlang = "fr"\n', 2, "key ‘lang’: 'fr' cannot be (give one of zh"),
    "no file": ('[make]\nglossary = " "\n', 2, "(give the name of a file, in quotes)"),
    "a list of files": ("[make]\nglossary = ['a']\n", 2, "(give the name of a file, in quotes)"),
    "no TOML": ("[make]\nseed = \n", 2, "not valid TOML"),
    "key twice": ("[make]\nseed = 1\nseed = 2\n", 3, "not valid TOML"),
    "no end": ("[make]\nlang = 'zh\n", 2, "not valid TOML"),
}


@pytest.mark.parametrize(("text", "line", "says"), BAD.values(), ids=BAD.keys())
def test_what_a_file_may_not_say(
    quizgen: Run, tmp_path: Path, text: str, line: int, says: str
) -> None:
    (tmp_path / "a.txt").write_text(SPEECH, encoding="utf-8")
    path = tmp_path / "quizgen.toml"
    path.write_text(text, encoding="utf-8")
    outcome = quizgen("make", tmp_path / "a.txt", "--out", tmp_path / "out")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.error.startswith(f"quizgen: {path}:{line}: ")
    assert says in outcome.error
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "quizgen.toml"
    path.write_bytes(b"[make]\n# " + "术语".encode("gbk"))
    with pytest.raises(UsageError, match=r":2: not UTF-8 text"):
        project.read(path)


def test_the_nearest_file_counts_up_to_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    deep = home / "course" / "week"
    deep.mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: home)
    document = deep / "a.txt"
    (tmp_path / project.NAME).touch()  # above the home folder
    assert project.find(document) is None
    for folder in (home, home / "course", deep):
        (folder / project.NAME).touch()
        assert project.find(document) == folder / project.NAME
    (deep / project.NAME).unlink()
    (deep / project.NAME).mkdir()  # a folder of this name is none
    assert project.find(document) == home / "course" / project.NAME
    assert project.find(tmp_path / "b.txt") == tmp_path / project.NAME


def test_standard_input_has_the_file_of_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / project.NAME).touch()
    monkeypatch.chdir(tmp_path)
    assert project.find(Path("-")) == Path(project.NAME)


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        (Choices(), Choices(seed=4), Choices(seed=4)),
        (Choices(seed=0), Choices(seed=4, lang="en"), Choices(seed=0, lang="en")),
        (Choices(types=("cloze",)), Choices(types=("matching",)), Choices(types=("cloze",))),
    ],
)
def test_the_command_line_comes_first(mine: Choices, theirs: Choices, both: Choices) -> None:
    assert mine.over(theirs) == both


def test_a_configuration_reaches_the_bank_and_options_override_it(
    quizgen: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "course" / "week"
    folder.mkdir(parents=True)
    document = folder / "a.txt"
    document.write_text(SPEECH, encoding="utf-8")
    (tmp_path / "course" / "terms.txt").write_text("先进装备\n", encoding="utf-8")
    path = tmp_path / "course" / "quizgen.toml"
    path.write_text(
        '[make]\nglossary = "terms.txt"\ntypes = "cloze"\nmax-items = 3\nseed = 9\n', "utf-8"
    )

    def make(*options: object) -> Bank:
        out = tmp_path / f"out{len(options)}"
        outcome = quizgen("make", document, "--out", out, "--to", "anki", *options)
        assert outcome.code == 0
        assert outcome.out.splitlines().count(f"Options from {path}") == 1
        assert outcome.out.startswith("Options from ")
        return bank.load((out / "a.quiz.toml").read_text("utf-8"), "bank")

    made = make()
    assert (made.seed, len(made.questions)) == (9, 3)
    assert not [q for q in made.questions if isinstance(q, Matching)]
    assert "先进装备" in bank.dump(made)
    made = make("--seed", "0", "--max-items", "40", "--types", "matching,cloze")
    assert (made.seed, len(made.questions) > 3) == (0, True)
    outcome = quizgen("make", document, "--out", tmp_path / "out", "--quiet")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_each_document_of_a_batch_has_its_own(quizgen: Run, tmp_path: Path) -> None:
    paths = []
    for name, text in (("one", "[make]\nmax-items = 1\n"), ("two", "[make]\nseed = x\n")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "quizgen.toml").write_text(text, encoding="utf-8")
        paths.append(folder / f"{name}.txt")
        paths[-1].write_text(SPEECH, encoding="utf-8")
    free = tmp_path / "free.txt"
    free.write_text(SPEECH, encoding="utf-8")
    outcome = quizgen("make", *paths, free, "--out", tmp_path / "out", "--to", "anki")
    assert outcome.code == 2
    assert str(tmp_path / "two" / "quizgen.toml:2") in outcome.error
    assert outcome.out.count("Options from") == 1
    sizes = {
        path.stem: path.read_text("utf-8").count("\n[[question]]\n")
        for path in (tmp_path / "out").glob("*.toml")
    }
    assert sizes["one.quiz"] == 1
    assert sizes["free.quiz"] > 1
    assert sorted(sizes) == ["free.quiz", "one.quiz"]


def test_a_list_that_the_configuration_names_and_is_missing(quizgen: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SPEECH, encoding="utf-8")
    (tmp_path / "quizgen.toml").write_text('[make]\nstop-list = "no.txt"\n', encoding="utf-8")
    outcome = quizgen("make", tmp_path / "a.txt", "--out", tmp_path / "out")
    assert outcome.code == 2
    assert outcome.error == f"quizgen: {tmp_path / 'no.txt'}: no such file (check the name)"


def test_every_key_stands_in_the_readme_and_in_the_help(quizgen: Run) -> None:
    readme = (HERE.parent / "README.md").read_text("utf-8")
    section = readme.split("### A project's options", 1)[1].split("\n### ", 1)[0]
    assert {key for key in KEYS if f"\n{key} = " not in section} == set()
    help_text = " ".join(quizgen("make", "--help").out.split())
    assert ", ".join(KEYS) in help_text
