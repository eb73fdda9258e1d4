"""Text that means something to Anki is shown as it is, on every side of every card."""

from __future__ import annotations

import tempfile
import unicodedata
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from real_anki import bring_in, cards, collection, seen
from strategies import SCRAPS, banks

from quizgen.document import label
from quizgen.errors import NothingToAsk
from quizgen.exporters import EXPORTERS, Options
from quizgen.exporters.ankideck.fields import plain, visible
from quizgen.quiz import Bank, Blank, Cloze, Heading, Matching, Pair, Quote, Text

HOSTILE = [
    *(text for text in SCRAPS if visible(text)),
    *("{{c2::a::b}}", "a}}b{{c1::c", "}}}", ":::", "a:", "{", "}", "\\", "c1::"),
    *("<script>alert(1)</script>", "</div></article>", "&lt;b&gt;", "<!-- x", "-->"),
    *("[latex]x[/latex]", "[$]x[/$]", "[[type:Text]]", "[anki:play:q:0]", "{{FrontSide}}"),
    *("\\(x\\)", "\\[x\\]", "$$x$$", "<anki-mathjax>x</anki-mathjax>", "**粗** `码`"),
    *("a  b\tc\n\nd", "שלום עולם", "\u202eabc", "%s {0} {answer}", "长" * 10_000),
]


def test_hostile_text_is_shown_as_it_is(tmp_path: Path) -> None:
    """In stems, answers, passages, notes, titles, premises, responses and headings.

    On typed cards and whole sets, too; the scripts of the templates are whole.
    """
    questions: list[Cloze | Matching] = []
    for number, text in enumerate(HOSTILE):
        segments = (Text(text), Blank(text, None, (text,)), Text(text), Blank("二" + text))
        questions.append(
            Cloze(f"q{number}", (Heading(text, text),), segments, Quote(f"源{text}"), note=text)
        )
        pairs = (Pair(Quote(text), Quote(f"甲{text}")), Pair(Quote(f"乙{text}"), Quote(text)))
        questions.append(Matching(f"m{number}", (), "", text, (text, text), pairs))
    bank = Bank("b", "题目", "s", "", questions=tuple(questions), date=HOSTILE[-2])
    with collection(tmp_path) as col:
        output = EXPORTERS["anki"].export(bank, Options(matching_cards="both", typed=True))
        assert output.count == len(HOSTILE) * 4
        assert not output.problems
        log = bring_in(col, output.data, tmp_path)
        assert (log.new, col.card_count()) == (output.count, output.count)
        problems, ok = col.fix_integrity()
        assert ok, problems
        assert (col.note_count(), col.card_count()) == (output.count, output.count)
        assert not col.get_empty_cards().notes
        shown = iter(cards(col))
        for text in HOSTILE:
            expected = unicodedata.normalize("NFC", plain(text))
            card = next(shown)
            front, back = card.question(), card.answer()
            assert not card.question_av_tags()
            assert not card.answer_av_tags()
            assert seen(front, "stem") == f"{expected}[...]{expected}[...]"
            assert seen(back, "stem") == f"{expected}{expected}{expected}二{expected}"
            assert seen(back, "source") == f"源{expected}"
            assert seen(back, "note") == expected
            assert seen(back, "path") == f"题目 {label(expected, expected)}"
            assert front.count("[[type:") == back.count("[[type:") == 1
            assert seen(back, "accept") == f"{expected}：也可答{expected}"
            wanted = col.extract_cloze_for_typing(card.note()["Text"], 1)
            if text.isprintable() and text == text.strip():  # nobody can type the others
                assert "typeBad" not in col.compare_answer(wanted, f"{expected}, 二{expected}")
            first, second, whole = next(shown), next(shown), next(shown)
            letter, other = whole.note()["Key"].split()
            solved = f"{expected}{letter}. 甲{expected}乙{expected}{other}. {expected}"
            assert seen(whole.answer(), "pairs") == solved
            assert seen(whole.question(), "instruction") == expected
            assert whole.question().count("<script>") == whole.answer().count("<script>") == 1
            assert seen(first.question(), "stem") == expected
            assert seen(first.answer(), "cloze") == f"甲{expected}"
            assert seen(second.question(), "stem") == f"乙{expected}"
            assert seen(second.answer(), "cloze") == expected


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(banks)
def test_any_bank_becomes_a_sound_collection(tmp_path: Path, bank: Bank) -> None:
    try:
        output = EXPORTERS["anki"].export(bank, Options(matching_cards="both"))
    except NothingToAsk:
        return
    with tempfile.TemporaryDirectory(dir=tmp_path) as folder, collection(Path(folder)) as col:
        assert bring_in(col, output.data, Path(folder)).new == output.count
        _, ok = col.fix_integrity()
        assert ok
        assert col.card_count() == output.count
