"""The compact dictionary cuts as jieba does, and a damaged or missing one is no trouble."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLES
from hypothesis import given
from hypothesis import strategies as st

from quizgen.document import Span
from quizgen.phrases import dictionary, tokens, unknown

SOURCE = "云 5 n\n云汀市 3 ns\n市 40 n\n市 41 ng\n人工智能 7 n\n𠮷野 2 nr\n".encode()


@pytest.fixture(scope="module")
def stock() -> Any:
    """jieba as it comes, its cache beside ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(60)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


words = tokens.raw


@pytest.mark.parametrize("name", ["speech.txt", "regulation.md", "textbook.md", "traditional.txt"])
def test_documents_are_cut_as_by_jieba(stock: Any, name: str) -> None:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    assert words(text) == list(stock.cut(text))


@given(
    st.text(
        st.sampled_from("中华人民共和国法第一条市场经济体制的了在2月5日A股𠮷 \n，“”"), max_size=60
    )
)
def test_any_text_is_cut_as_by_jieba(stock: Any, text: str) -> None:
    assert words(text) == list(stock.cut(text))


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=12))
def test_unknown_words_are_those_of_jieba(stock: Any, text: str) -> None:
    assert words(text) == list(stock.cut(text))


@given(st.text(st.sampled_from("鑫磊琰莉萱A7.5%_张伟杰的了㐀"), min_size=1, max_size=12))
def test_names_and_numbers_are_those_of_jieba(stock: Any, text: str) -> None:
    assert words(text) == list(stock.cut(text))


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda data: data[:-1], id="cut short"),
        pytest.param(lambda data: data[:-1] + bytes([data[-1] ^ 1]), id="one byte"),
        pytest.param(lambda data: data + b"12345678", id="too long"),
        pytest.param(lambda data: b"Q" + data[1:], id="another form"),
    ],
)
def test_a_damaged_model_is_built_anew(tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
    model = importlib.import_module("jieba.finalseg")
    whole = unknown.build(model.start_P, model.trans_P, model.emit_P)
    (tmp_path / "unknown-1.bin").write_bytes(harm(whole))
    assert unknown.load(tmp_path, "unknown-1.bin", lambda: model).cut("张鑫磊") == ("张鑫磊",)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [whole]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("具体办法由省级人民政府制定", "具体办法 由 省级 人民政府 制定"),
        ("线路附近时不应经其批准", "线路 附近 时 不应 经 其 批准"),
        ("按份共有", "按份 共有"),
        ("对口支援", "对口 支援"),
    ],
)
def test_a_function_word_is_a_word_of_its_own(text: str, expected: str) -> None:
    assert " ".join(token.word for token in tokens.cut(text, [Span(0, len(text))])) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("做到应保尽保、应救尽救。", "做到 应保尽保 、 应救尽救 。"),
        ("能帮尽帮", "能帮尽帮"),
        ("对病人应尽快救治", "对 病人 应 尽快 救治"),
        ("应尽的义务", "应尽 的 义务"),
    ],
)
def test_a_formula_of_doing_all_one_can_is_one_word(text: str, expected: str) -> None:
    assert " ".join(token.word for token in tokens.cut(text, [Span(0, len(text))])) == expected


def test_entries_are_those_of_jieba() -> None:
    found = dictionary.Dictionary(dictionary.from_memory(dictionary.build(SOURCE)))
    assert found.total == 5 + 3 + 40 + 41 + 7 + 2
    assert {w: found.get(w) for w in ("云", "云汀", "云汀市", "市", "人", "人工智", "𠮷野")} == {
        "云": 5,
        "云汀": 0,  # the beginning of a word
        "云汀市": 3,
        "市": 41,  # as it stands last
        "人": 0,
        "人工智": 0,
        "𠮷野": 2,
    }
    assert [found.tag(word) for word in ("云汀市", "市", "云汀", "海")] == ["ns", "ng", None, None]
    assert "海" not in found
    assert found.get("云海") is None


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda data: data[:-1], id="cut short"),
        pytest.param(lambda data: data[:20], id="head only"),
        pytest.param(lambda data: data[:30] + b"X" + data[31:], id="one byte of the head"),
        pytest.param(lambda data: data[:50] + b"X" + data[51:], id="one byte of the table"),
        pytest.param(lambda data: data + b"X", id="too long"),
        pytest.param(lambda data: b"Q" + data[1:], id="another form"),
        pytest.param(lambda data: data[:24] + b"\xff" * 20 + data[44:], id="wild numbers"),
        pytest.param(lambda data: data[:24] + bytes(len(data) - 24), id="zeros"),
    ],
)
def test_a_damaged_cache_is_built_anew(tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
    source = tmp_path / "dict.txt"
    source.write_bytes(SOURCE)
    whole = dictionary.build(SOURCE)
    kept = tmp_path / "words.bin"
    kept.write_bytes(harm(whole))
    assert dictionary.load(source, tmp_path, kept.name).get("云汀市") == 3
    assert kept.read_bytes() == whole
    assert sorted(p.name for p in tmp_path.iterdir()) == ["dict.txt", "words.bin"]


@pytest.mark.parametrize("place", range(48, len(dictionary.build(SOURCE))))
def test_no_damaged_byte_changes_what_is_found(tmp_path: Path, place: int) -> None:
    """Wherever it is: damage is seen when that part is read, and mended in the midst of a run."""
    source = tmp_path / "dict.txt"
    source.write_bytes(SOURCE)
    whole = dictionary.build(SOURCE)
    kept = tmp_path / "words.bin"
    kept.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    found = dictionary.load(source, tmp_path, kept.name)
    looked_up = {"云": 5, "云汀市": 3, "市": 41, "人": 0, "人工智能": 7, "𠮷": 0, "𠮷野": 2}
    assert {word: found.get(word) for word in looked_up} == looked_up
    assert found.get("海") is None
    assert kept.read_bytes() == whole


def test_a_file_that_goes_away_in_the_midst_of_a_run_is_no_trouble(tmp_path: Path) -> None:
    source = tmp_path / "dict.txt"
    source.write_bytes(SOURCE)
    dictionary.load(source, tmp_path, "words.bin")
    found = dictionary.load(source, tmp_path, "words.bin")
    (tmp_path / "words.bin").write_bytes(b"")
    assert found.get("云汀市") == 3


def test_dictionaries_of_earlier_installations_do_not_pile_up(tmp_path: Path) -> None:
    source = tmp_path / "dict.txt"
    source.write_bytes(SOURCE)
    for number in range(6):
        dictionary.load(source, tmp_path, f"words-{number}.bin")
        os.utime(tmp_path / f"words-{number}.bin", (number, number))
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["dict.txt", "words-3.bin", "words-4.bin", "words-5.bin"]


def test_without_a_folder_that_can_be_written_it_works_all_the_same(tmp_path: Path) -> None:
    source = tmp_path / "dict.txt"
    source.write_bytes(SOURCE)
    assert dictionary.load(source, None, "words.bin").get("云汀市") == 3
    assert dictionary.load(source, tmp_path / "absent", "words.bin").get("云汀市") == 3
    assert [p.name for p in tmp_path.iterdir()] == ["dict.txt"]


def test_processes_that_start_at_once_build_it_once_or_twice_but_whole(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from quizgen.phrases import dictionary as d;"
        "print(d.load(Path(sys.argv[1]), Path(sys.argv[2]), 'w.bin').get('云汀市'))"
    )
    source = tmp_path / "dict.txt"
    source.write_bytes(SOURCE)
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", code, source, tmp_path],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parent.parent,
        )
        for _ in range(4)
    ]
    assert [run.communicate()[0].strip() for run in runs] == [b"3"] * 4
    assert (tmp_path / "w.bin").read_bytes() == dictionary.build(SOURCE)
