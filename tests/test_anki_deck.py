"""Decks as the real Anki takes them."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import genanki
import pytest
from real_anki import answer_all, bring_in, cards, collection, seen

from quizgen.bank import dump, load
from quizgen.document import Span
from quizgen.errors import BadBank, BadTemplate, NothingToAsk
from quizgen.exporters import EXPORTERS, Options, anki
from quizgen.exporters.ankideck import decks, notetypes
from quizgen.exporters.ankideck.generator import Model
from quizgen.exporters.ankideck.notetypes import NOTE_TYPES
from quizgen.quiz import Bank, Blank, Cloze, Heading, Matching, Pair, Quote, Text, fingerprint
from quizgen.resources import Templates

ONE = (Heading("一、", "抓好“开局”工作"),)
TWO = (Heading("二、", "守牢底线"), Heading("一要", "预防为主"))


def cloze(number: int, section: tuple[Heading, ...], answer: str = "开局") -> Cloze:
    source = f"第{number}句：坚持{answer}，久久为功。"
    start = source.index(answer)
    return Cloze(
        id=f"q{number}",
        section=section,
        segments=(
            Text(f"第{number}句：坚持"),
            Blank(answer, Span(50 + start, 50 + start + len(answer))),
            Text("。"),
        ),
        source=Quote(source, Span(50, 50 + len(source))),
    )


MATCHING = Matching(
    id="m1",
    section=TWO[:1],
    relation="directive",
    instruction="把任务与举措连起来。",
    columns=("任务", "举措"),
    pairs=tuple(
        Pair(Quote(premise), Quote(response))
        for premise, response in [("稳粮", "建高标准农田"), ("稳岗", "办夜校"), ("护河", "清淤")]
    ),
    distractors=(Quote("植树"),),
)
BANK = Bank(
    id="b1",
    title="工作会议讲话",
    source="讲话.txt",
    digest="",
    questions=(
        *(cloze(number, ONE) for number in range(1, 5)),
        *(cloze(number, TWO, "预防为主") for number in range(5, 8)),
        MATCHING,
    ),
)


def export(bank: Bank, **options: Any) -> bytes:
    return EXPORTERS["anki"].export(bank, Options(**options)).data


@pytest.mark.parametrize(("matching", "count"), [("pairs", 10), ("sets", 8), ("both", 11)])
def test_as_many_cards_as_stated_and_the_database_is_sound(
    tmp_path: Path, matching: str, count: int
) -> None:
    output = EXPORTERS["anki"].export(BANK, Options(matching_cards=matching))
    assert output.count == count
    with collection(tmp_path) as col:
        log = bring_in(col, output.data, tmp_path)
        assert (log.new, log.conflicting) == (count, 0)
        assert col.card_count() == count
        assert not col.get_empty_cards().notes
        _, ok = col.fix_integrity()
        assert ok
        assert (col.note_count(), col.card_count()) == (count, count)


def test_importing_the_same_package_again_changes_nothing(tmp_path: Path) -> None:
    with collection(tmp_path) as col:
        bring_in(col, export(BANK), tmp_path)
        before = col.db.all("select id, guid, mod, flds, tags from notes order by id")
        log = bring_in(col, export(BANK), tmp_path)
        assert (log.new, log.updated, log.duplicate) == (0, 0, 10)
        assert col.db.all("select id, guid, mod, flds, tags from notes order by id") == before


def test_an_edit_in_the_bank_reaches_just_its_note_and_keeps_the_history(tmp_path: Path) -> None:
    made = replace(BANK, questions=tuple(replace(q, made=fingerprint(q)) for q in BANK.questions))
    third = made.questions[2]
    assert isinstance(third, Cloze)
    mended = replace(third, segments=(*third.segments[:-1], Text("，贵在坚持。")))
    edited = replace(made, questions=(*made.questions[:2], mended, *made.questions[3:]))
    with collection(tmp_path) as col:
        bring_in(col, export(made), tmp_path)
        assert answer_all(col) == 10
        history = col.db.all("select cid, ease, ivl from revlog order by id")
        later = replace(Options(), now=1_790_000_000)
        log = bring_in(col, EXPORTERS["anki"].export(load(dump(edited), "f"), later).data, tmp_path)
        assert (log.new, log.updated, log.duplicate) == (0, 1, 9)
        (changed,) = (card for card in cards(col) if card.note()["Id"] == "b1/q3")
        assert seen(changed.question(), "stem") == "第3句：坚持[...]，贵在坚持。"
        assert col.db.all("select cid, ease, ivl from revlog order by id") == history
        assert all(card.reps == 1 for card in cards(col))


@pytest.mark.parametrize("subdecks", [False, True])
def test_cards_come_up_in_the_order_of_the_document(tmp_path: Path, subdecks: bool) -> None:
    with collection(tmp_path) as col:
        bring_in(col, export(BANK, subdecks=subdecks), tmp_path)
        ids = [card.note()["Id"] for card in cards(col)]
        pairs = [f"b1/m1/{pair.id}" for pair in MATCHING.pairs]
        assert ids == [f"b1/q{number}" for number in range(1, 8)] + pairs
        decks = sorted(deck.name for deck in col.decks.all_names_and_ids())
        top = "工作会议讲话"
        below = [f"{top}::01 一、抓好“开局”工作", f"{top}::02 二、守牢底线"] if subdecks else []
        assert [name for name in decks if name.startswith(top)] == [top, *below]
        assert "讲话.txt" in col.decks.by_name(top)["desc"]


def test_a_corrected_title_and_section_fill_the_decks_that_are_there(tmp_path: Path) -> None:
    first = decks.settled(BANK, Options(subdecks=True))
    heading = (Heading("一、", "抓好开局工作，起步就冲刺"),)
    kept = [replace(q, section=heading) if q.section == ONE else q for q in first.questions]
    added = cloze(9, heading)
    later = replace(first, title="在工作会议上的讲话", questions=(*kept, added))
    with collection(tmp_path) as col:
        bring_in(col, export(first), tmp_path)
        before = col.decks.all_names_and_ids()
        assert bring_in(col, export(later), tmp_path).new == 1
        assert col.decks.all_names_and_ids() == before
        (card,) = (card for card in cards(col) if card.note()["Id"] == "b1/q9")
        assert col.decks.name(card.did) == "工作会议讲话::01 一、抓好“开局”工作"


def test_several_banks_are_one_deck_with_a_subdeck_each(tmp_path: Path) -> None:
    two = replace(BANK, id="b2", title="二号文件", source="二.txt")
    joined = [decks.under("年度学习", decks.settled(bank, Options())) for bank in (BANK, two)]
    output = anki.export_together(joined, Options(), "年度学习")
    assert output.count == 20
    with collection(tmp_path) as col:
        assert bring_in(col, output.data, tmp_path).new == 20
        counts = {
            deck.name: len(col.find_cards(f'"deck:{deck.name}"'))
            for deck in col.decks.all_names_and_ids()
        }
        top = "年度学习"
        assert counts == {"Default": 0, top: 20, f"{top}::工作会议讲话": 10, f"{top}::二号文件": 10}
        # One of them exported alone goes on to fill the same deck.
        assert bring_in(col, export(joined[1]), tmp_path).duplicate == 10
        added = replace(joined[1], questions=(*joined[1].questions, cloze(9, ONE)))
        assert bring_in(col, export(added), tmp_path).new == 1
        assert len(col.find_cards('"deck:年度学习::二号文件"')) == 11


def test_typed_cards_ask_for_all_blanks_and_show_what_else_counts(tmp_path: Path) -> None:
    first, second = Blank("甲<乙>", None, ("甲和乙",)), Blank("丙{{c1::")
    item = Cloze("t", ONE, (Text("有"), first, Text("、"), second), Quote(""), unordered=True)
    bank = replace(BANK, questions=(item, MATCHING))
    with collection(tmp_path) as col:
        bring_in(col, export(bank, typed=True), tmp_path)
        card, pair, *_ = cards(col)
        for side in (card.question(), card.answer()):
            assert side.count("[[type:cloze:Text]]") == 1
            assert seen(side, "hint") == "各空不分先后 各空之间用逗号或顿号隔开"
        assert seen(card.answer(), "accept") == "甲<乙>：也可答甲和乙"
        expected = col.extract_cloze_for_typing(card.note()["Text"], 1)
        assert "typeBad" not in col.compare_answer(expected, "甲<乙>, 丙{{c1::")
        assert "[[type" not in pair.question()
    with collection(tmp_path / "untyped") as col:
        bring_in(col, export(bank), tmp_path)
        card = cards(col)[0]
        assert "[[type" not in card.question() + card.answer()
        assert "<script" not in card.answer()
        assert seen(card.question(), "hint") == "各空不分先后"


def test_the_back_of_a_pair_shows_the_sentence_of_its_response(tmp_path: Path) -> None:
    sentence = "要建高标准农田，稳住粮食产量。"
    pair = replace(
        MATCHING.pairs[0],
        response=Quote("建高标准农田", Span(101, 107)),
        source=Quote(sentence, Span(100, 100 + len(sentence))),
    )
    bank = replace(BANK, questions=(replace(MATCHING, pairs=(pair, *MATCHING.pairs[1:])),))
    with collection(tmp_path) as col:
        bring_in(col, export(bank), tmp_path)
        first, second, *_ = cards(col)
        assert seen(first.answer(), "source") == sentence
        assert "<b>建高标准农田</b>" in first.answer()
        assert sentence not in first.question()
        assert "<blockquote" not in second.answer()  # written by hand: no sentence is known


def test_the_front_asks_and_the_back_answers_in_place(tmp_path: Path) -> None:
    with collection(tmp_path) as col:
        bring_in(col, export(BANK), tmp_path)
        card = cards(col)[4]
        front, back = card.question(), card.answer()
        assert seen(front, "stem") == "第5句：坚持[...]。"
        assert seen(back, "stem") == "第5句：坚持预防为主。"
        assert seen(back, "source") == "第5句：坚持预防为主，久久为功。"
        assert "<b>预防为主</b>" in back
        assert "工作会议讲话" in back


def test_no_section_title_gives_the_answer_away(tmp_path: Path) -> None:
    with collection(tmp_path) as col:
        bring_in(col, export(BANK), tmp_path)
        first, fifth = cards(col)[0], cards(col)[4]
        title = "工作会议讲话"
        assert seen(first.question(), "path") == f"{title} 一、抓好“＿＿”工作"
        assert seen(first.answer(), "path") == f"{title} 一、抓好“开局”工作"
        assert seen(fifth.question(), "path") == f"{title} 二、守牢底线 一要＿＿"
        assert "预防为主" not in seen(fifth.question())


def test_the_title_of_the_document_gives_no_answer_away_and_stands_once(tmp_path: Path) -> None:
    title = "关于抓好开局的意见"
    bank = replace(BANK, title=title, questions=(cloze(1, (Heading("", title), *ONE)),))
    with collection(tmp_path) as col:
        bring_in(col, export(bank), tmp_path)
        (card,) = cards(col)
        assert seen(card.question(), "path") == "关于抓好＿＿的意见 一、抓好“＿＿”工作"
        assert seen(card.answer(), "path") == f"{title} 一、抓好“开局”工作"


def test_a_pair_shows_its_premise_and_the_whole_word_bank(tmp_path: Path) -> None:
    with collection(tmp_path) as col:
        bring_in(col, export(BANK), tmp_path)
        shown = cards(col)[7:]
        orders = []
        for card, pair in zip(shown, MATCHING.pairs, strict=True):
            front, back = card.question(), card.answer()
            assert seen(front, "stem") == pair.premise.text
            choices = card.note()["Choices"]
            for text in ("建高标准农田", "办夜校", "清淤", "植树"):
                assert f">{text}</li>" in choices
            orders.append(choices.replace(' class="right"', ""))
            assert seen(front, "cloze") == ""
            assert seen(back, "cloze") == pair.response.text
        assert len(set(orders)) > 1  # a place in the list says nothing


def test_an_added_pair_leaves_the_order_of_the_others(tmp_path: Path) -> None:
    del tmp_path
    more = replace(MATCHING, pairs=(Pair(Quote("兴商"), Quote("办集市")), *MATCHING.pairs))
    before = _fields(export(replace(BANK, questions=(MATCHING,))))
    after = _fields(export(replace(BANK, questions=(more,))))
    assert set(before) < set(after)
    for guid, fields in before.items():
        assert after[guid]["Choices"].replace("<li>办集市</li>", "") == fields["Choices"]


def _fields(package: bytes) -> dict[str, dict[str, str]]:
    """Fields of the notes of a package, by guid."""
    with zipfile.ZipFile(BytesIO(package)) as archive, tempfile.TemporaryDirectory() as folder:
        archive.extract("collection.anki2", folder)
        connection = sqlite3.connect(Path(folder, "collection.anki2"))
        rows = connection.execute("select guid, mid, flds from notes").fetchall()
        connection.close()
    kinds = {kind.id: kind.fields for kind in NOTE_TYPES}
    return {
        guid: dict(zip(kinds[mid], flds.split("\x1f"), strict=True)) for guid, mid, flds in rows
    }


def test_a_whole_set_is_right_without_scripts(tmp_path: Path) -> None:
    with collection(tmp_path) as col:
        bring_in(col, export(BANK, matching_cards="sets"), tmp_path)
        card = cards(col)[7]
        note = card.note()
        letters = note["Key"].split()
        column = [seen(item) for item in note["Responses"].split("</li>")]
        for pair, letter in zip(MATCHING.pairs, letters, strict=True):
            assert column[ord(letter) - ord("A")] == pair.response.text
            assert f"{pair.premise.text}<b>{letter}. {pair.response.text}</b>" in card.answer()
        assert MATCHING.instruction in seen(card.question())
        assert "<b>" not in card.question()


def test_edits_keep_the_identity_of_notes() -> None:
    edited = load(
        dump(BANK)
        .replace("第2句：坚持[[开局]]", "第二句：始终坚持[[良好开局]]")
        .replace('premise = "稳岗", response = "办夜校"', 'premise = "稳就业", response = "办工坊"')
        .replace("工作会议讲话", "在工作会议上的讲话"),
        "x",
    )
    assert edited != BANK
    assert set(_fields(export(edited))) == set(_fields(export(BANK)))


def test_an_answer_that_cannot_be_seen_is_reported() -> None:
    unseen = replace(cloze(9, ONE), segments=(Text("天"), Blank("\u200b")))
    output = EXPORTERS["anki"].export(replace(BANK, questions=(*BANK.questions, unseen)), Options())
    assert output.count == 10
    assert "q9" in output.problems[0].message


def test_nothing_to_ask_and_two_of_the_same_id_are_refused() -> None:
    with pytest.raises(NothingToAsk):
        export(replace(BANK, questions=()))
    with pytest.raises(BadBank, match="b1/q1"):
        export(replace(BANK, questions=(cloze(1, ONE), cloze(1, TWO))))


def test_identical_bytes_in_every_process(tmp_path: Path) -> None:
    path = tmp_path / "x.quiz.toml"
    path.write_text(dump(BANK), encoding="utf-8")
    script = (
        "import sys; from pathlib import Path; from quizgen.bank import load;"
        "from quizgen.exporters import EXPORTERS, Options;"
        "bank = load(Path(sys.argv[1]).read_text(encoding='utf-8'), 'x');"
        "sys.stdout.buffer.write(EXPORTERS['anki'].export(bank, Options()).data)"
    )
    package = export(BANK)
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", script, str(path)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        assert run.stdout == package


def test_decks_and_note_types_are_written_once_however_many_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written: list[str] = []
    to_json = genanki.Model.to_json
    monkeypatch.setattr(
        genanki.Model, "to_json", lambda *args: written.append(args[0].name) or to_json(*args)
    )
    dumps = json.dumps
    monkeypatch.setattr(
        "quizgen.exporters.ankideck.package.json.dumps",
        lambda value: written.append("json") or dumps(value),
    )
    sections = [(Heading(f"第{number}条", "甲"),) for number in range(50)]
    questions = tuple(cloze(number, section) for number, section in enumerate(sections))
    export(replace(BANK, questions=questions), subdecks=True)
    assert sorted(written) == sorted(["json", "json", *(kind.name for kind in NOTE_TYPES)])


FRONTS = [
    "请看背面。",
    "{{#Text}}{{Text}}{{/Text}}",
    "{{Context}}{{Text}}",
    "{{^Typed}}{{Text}}{{/Typed}}{{#Typed}}{{Accept}}{{/Typed}}",
    "{{Text}}{{#Typed}}{{Accept}}{{/Typed}}",
]


OWN_FRONTS = [notetypes.look(kind, Templates()).front for kind in NOTE_TYPES]


@pytest.mark.parametrize("front", [*OWN_FRONTS, *FRONTS])
def test_the_fields_that_a_card_needs_are_those_that_genanki_finds(front: str) -> None:
    fields = [{"name": name} for name in NOTE_TYPES[0].fields + NOTE_TYPES[1].fields]
    templates = [
        {"name": "a", "qfmt": front, "afmt": ""},
        {"name": "b", "qfmt": "{{Id}}", "afmt": ""},
    ]
    needed = [
        model(1, "name", fields=fields, templates=templates).to_json(0, 1)["req"]
        for model in (Model, genanki.Model)
    ]
    assert needed[0] == needed[1]


def test_no_temporary_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    export(BANK)
    monkeypatch.setattr("genanki.Deck.to_json", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(BANK)
    assert not list(tmp_path.iterdir())


def test_the_archive_is_compressed_and_dated_alike() -> None:
    with zipfile.ZipFile(BytesIO(export(BANK))) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == ["collection.anki2", "media"]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_DEFLATED}


def test_decks_in_both_languages_share_the_note_types(tmp_path: Path) -> None:
    english = replace(BANK, id="b2", title="Other")
    with collection(tmp_path) as col:
        bring_in(col, export(BANK), tmp_path)
        log = bring_in(col, export(english, language="en"), tmp_path)
        assert log.new == 10
        used = col.db.list("select distinct mid from notes order by mid")
        assert used == [kind.id for kind in NOTE_TYPES[:2]]
        assert {"quizgen::填空", "quizgen::cloze"} <= set(col.tags.all())


def test_a_template_of_ones_own_is_used_and_a_bad_one_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "anki"
    folder.mkdir(parents=True)
    (folder / "cloze-back.html").write_text("<i>mine</i>{{cloze:Text}}", encoding="utf-8")
    options = Options(Templates(tmp_path / "templates"))
    with collection(tmp_path / "c") as col:
        bring_in(col, EXPORTERS["anki"].export(BANK, options).data, tmp_path)
        assert "<i>mine</i>" in cards(col)[0].answer()
    (folder / "zh.toml").write_text('tag_cloze = "填空"\n', encoding="utf-8")
    with pytest.raises(BadTemplate, match="missing"):
        EXPORTERS["anki"].export(BANK, options)


def test_note_types_are_frozen(tmp_path: Path) -> None:
    """Learners' collections hold these ids, names and orders: they never change."""
    frozen = json.loads((Path(__file__).parent / "frozen_notetypes.json").read_text("utf-8"))
    with collection(tmp_path) as col:
        bring_in(col, export(BANK, matching_cards="both"), tmp_path)
        found = [
            {
                "id": kind["id"],
                "type": kind["type"],
                "fields": [[field["name"], field["id"]] for field in kind["flds"]],
                "templates": [[template["name"], template["id"]] for template in kind["tmpls"]],
            }
            for kind in sorted(col.models.all(), key=lambda kind: kind["id"])
            if kind["name"].startswith("quizgen")
        ]
    assert found == frozen


def test_a_change_of_the_look_comes_with_a_later_time() -> None:
    """Anki takes over templates and style only from a note type that was changed later.

    Fails after a change under templates/anki/: raise CHANGED, and put the new row here.
    """
    looks = [notetypes.look(kind, Templates()) for kind in NOTE_TYPES]
    joined = "".join(look.front + look.back + look.css for look in looks)
    digest = sha256(joined.encode("utf-8")).hexdigest()[:16]
    assert (notetypes.CHANGED, digest) == (1_795_800_000, "9ee4834761a65d5a")
