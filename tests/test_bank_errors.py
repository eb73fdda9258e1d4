"""A fault in a bank file is one line that names the file, the line and the key."""

from __future__ import annotations

import pytest

from quizgen.bank import load
from quizgen.errors import BadBank

GOOD = '''\
# a comment with [[question]] in it
format = 1
id = "b1"
title = """
[[question]]
stem = 1 '''
GOOD += '''"""
seed = 3

[[question]]
kind = "cloze"
section = [
  ["一、", "总则"],  # ]
  ["（一）", "目的"],
]
stem = "坚持[[预防为主]]的[[方针]]"
id = "q1"
places = [[1, 5],
          [6, 8]]
source = "坚持预防为主的方针。"

[[question]]
kind = "matching"
id = "m1"
pairs = [
  { premise = "甲", response = "子" },
  # the second
  { premise = "乙", response = "丑" },
]
distractors = ["寅"]
'''

# title: what is replaced, by what, at which line the fault is told, words of the message
FAULTS = {
    "mistyped key": ('stem = "', 'stme = "', 15, ["question 1", "stme", "did you mean ‘stem’?"]),
    "capital letter": ('stem = "', 'Stem = "', 15, ["did you mean ‘stem’?"]),
    "mistyped key of the head": ("seed =", "sead =", 7, ["sead", "did you mean ‘seed’?"]),
    "unknown table": ('[[question]]\nkind = "m', '[[questoin]]\nkind = "m', 21,
                      ["questoin", "did you mean ‘question’?"]),
    "key of another kind": ("distractors", "unordered", 29, ["unordered", "another kind"]),
    "key of a pair": ('response = "丑"', 'reponse = "丑"', 27, ["pairs 2", "‘response’?"]),
    "unknown kind": ('"cloze"', '"choice"', 10, ["kind", "choice", "cloze, matching"]),
    "no kind": ('kind = "cloze"\n', "", 9, ["question 1", "kind", "missing"]),
    "no stem": ('stem = "坚持[[预防为主]]的[[方针]]"\n', "", 9, ["stem", "missing"]),
    "stem that is no text": ('"坚持[[预防为主]]的[[方针]]"', "5", 15, ["stem", "not 5"]),
    "truth value for a number": ("seed = 3", "seed = true", 7, ["seed", "not true"]),
    "blank never closed": ("[[方针]]", "[[方针]", 15, ["stem", "never closed"]),
    "blank never opened": ("[[方针]]", "[方针]]", 15, ["stem", "‘]]’ without ‘[[’"]),
    "blank in a blank": ("[[预防为主]]", "[[预防[[为主]]", 15, ["stem", "inside the blank"]),
    "empty blank": ("[[方针]]", "[[ ]]", 15, ["stem", "empty blank"]),
    "no blank": ("[[预防为主]]的[[方针]]", "预防为主", 15, ["stem", "without a blank"]),
    "lone backslash": ("的[[", "\\\\的[[", 15, ["stem", "backslash"]),
    "places and blanks": ("          [6, 8]]", "]", 17, ["places", "1 given", "2 blanks"]),
    "place the wrong way": ("[6, 8]", "[8, 6]", 18, ["places", "[start, end]"]),
    "place of text": ("[6, 8]", '["6", 8]', 18, ["places", "[start, end]"]),
    "step of three": ('"目的"]', '"目的", ""]', 13, ["section", "marker"]),
    "empty step": ('["（一）", "目的"]', '["", " "]', 13, ["section", "marker"]),
    "accept of one blank": ('id = "q1"', 'accept = [["x"]]', 16, ["accept", "1 given"]),
    "accept that is flat": ('id = "q1"', 'accept = ["x", "y"]', 16, ["accept", "array of text"]),
    "accept without text": ('id = "q1"', 'accept = [["x"], [""]]', 16, ["accept", "without text"]),
    "same id twice": ('"m1"', '"q1"', 23, ["id", "q1", "line 9"]),
    "id with a space": ('"m1"', '"m 1"', 23, ["id", "without spaces"]),
    "one pair": ('  { premise = "甲", response = "子" },\n', "", 24, ["pairs", "two pairs"]),
    "premise twice": ('"乙"', '" 甲"', 27, ["pairs 1 and 2", "same premise"]),
    "premise without text": ('"乙"', '" "', 27, ["pairs 2", "premise", "no text"]),
    "pair as text": ('{ premise = "乙", response = "丑" }', '"乙"', 27, ["pairs", "braces"]),
    "pair with one place": ('"丑" }', '"丑", places = [[1, 2]] }', 27, ["pairs 2", "places"]),
    "distractor without text": ('["寅"]', '["寅", ""]', 29, ["distractors 2", "no text"]),
    "distractor that is right": ('["寅"]', '["丑"]', 29, ["distractors", "丑", "right answer"]),
    "one column": ('id = "m1"', 'columns = ["任务"]', 23, ["columns", "two"]),
    "score of text": ('id = "m1"', 'score = "9"', 23, ["score", "number"]),
    "score that is none": ('id = "m1"', "score = nan", 23, ["score", "number"]),
    "unknown difficulty": ('id = "m1"', 'difficulty = "hrad"', 23,
                           ["difficulty", "one of easy, medium, hard", "hrad"]),
    "difficulty in Chinese": ('id = "q1"', 'difficulty = "难"', 16, ["one of easy, medium, hard"]),
    "empty difficulty": ('id = "q1"', 'difficulty = ""', 16, ["one of easy, medium, hard"]),
    "difficulty of a number": ('id = "q1"', "difficulty = 2", 16, ["text in quotes", "not 2"]),
    "subdeck without a number": (
        *("seed = 3", 'seed = 3\nsubdecks = [["01", "一、", "甲"],\n  ["", "二、", "乙"]]', 9),
        ["subdecks", "must be a number, a marker and a title"],
    ),
    "subdeck that is no array": ("seed = 3", 'subdecks = ["01"]', 7, ["subdecks", "array of text"]),
    "unknown way to match": ("seed = 3", 'matching = "all"', 7, ["pairs, sets, both"]),
    "text for a truth value": ("seed = 3", 'typed = "yes"', 7, ["typed", "true or false"]),
    "truth value of retired": ('id = "q1"', "retired = 1", 16, ["retired", "true or false"]),
    "row of the record": ('distractors = ["寅"]\n', """
[record]
items = [
  ["q1", "", "", "abcd"],
  ["q1", "", ""],
]
""", 33, ["record", "items", "delete it"]),
    "row of the record twice": ('distractors = ["寅"]\n', """
[record]
items = [
  ["q1", "", "", ""],
  ["q1", "", "", ""],
]
""", 33, ["record", "items"]),
    "record that is no table": ("seed = 3", "record = 3", 7, ["record", "table"]),
    "newer format": ("format = 1", "format = 4", 2, ["newer quizgen", "upgrade"]),
    "no format": ("format = 1\n", "", 1, ["format", "missing"]),
    "key twice": ("seed = 3", "seed = 3\nseed = 4", 8, ["not valid TOML"]),
    "quote in a quote": ("坚持[[", '坚"持[[', 15, ["not valid TOML", '\\"']),
    "Chinese quotes": ('"m1"', "“m1”", 23, ["not valid TOML", "half-width"]),
    "text that does not end": ('"m1"', '"m1', 23, ["not valid TOML"]),
    "array that does not end": ('["寅"]', '["寅"', 29, ["not valid TOML"]),
    "number of many digits": ("seed = 3", f"seed = {'9' * 5000}", None, ["not valid TOML"]),
    "date out of range": ("seed = 3", "seed = 2024-02-31", 7, ["not valid TOML"]),
    "brackets without end": ("seed = 3", "seed = " + "[" * 5000, None, ["nested"]),
}  # fmt: skip


def test_the_example_is_good() -> None:
    bank = load(GOOD, "f.quiz.toml")
    assert [question.id for question in bank.questions] == ["q1", "m1"]


@pytest.mark.parametrize(("old", "new", "line", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_fault(old: str, new: str, line: int | None, words: list[str]) -> None:
    assert old in GOOD
    with pytest.raises(BadBank) as caught:
        load(GOOD.replace(old, new, 1), "f.quiz.toml")
    if line is not None:
        assert caught.value.where == f"f.quiz.toml:{line}", str(caught.value)
    message = str(caught.value)
    assert "\n" not in message
    assert [word for word in words if word not in message] == [], message


# Files that look wrong and are right.
FINE = {
    "questions as an array": "question = [\n{ kind = 'cloze', stem = '天[[地]]' },\n]",
    "pairs as tables": "[[question]]\nkind='matching'\n[[question.pairs]]\npremise='a'\n"
    "response='b'\n[[question.pairs]]\npremise='c'\nresponse='d'",
    "key in quotes": "[[question]]\n'kind' = 'cloze'\n\"stem\" = '天[[地]]'",
    "single brackets": "[[question]]\nkind = 'cloze'\nstem = '[天[[[地]]]'",
    "no question": "",
}


@pytest.mark.parametrize("rest", FINE.values(), ids=FINE.keys())
def test_fine(rest: str) -> None:
    load(f'format = 1\nid = "b"\ntitle = "t"\n{rest}\n', "f")


def test_faults_are_found_in_other_ways_of_writing() -> None:
    text = (
        'format = 1\nid = "b"\ntitle = "t"\nquestion = [\n'
        "  { kind = 'cloze', stem = '天[[地]]' },\n  { kind = 'cloze', stem = '玄黄' },\n]\n"
    )
    with pytest.raises(BadBank, match="without a blank") as caught:
        load(text, "f")
    assert caught.value.where == "f:6"
