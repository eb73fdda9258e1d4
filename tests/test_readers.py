"""Reading bytes: encodings, layouts of plain text, what is refused and why."""

from __future__ import annotations

import codecs
import re
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.document import BlockKind, Reading
from quizgen.errors import UnreadableDocument, UsageError
from quizgen.readers import MAX_BYTES, READERS, REFUSED, read
from quizgen.readers.decode import decode

SIMPLIFIED = (
    "云岭市召开全市工作会议，部署今年的重点任务。\n"
    "会议要求，各部门要认真学习有关精神，把各项工作落到实处，不断提高为人民服务的水平。\n"
)
TRADITIONAL = (
    "本書說明如何在家中照顧病人，以及甚麼時候應該請醫生來看。\n"
    "學習這些方法的時候，請注意每一個步驟，不要急著開始，先把要用的東西準備好。\n"
)


def _blocks(reading: Reading) -> list[str]:
    return [reading.text[block.span.start : block.span.end] for block in reading.blocks]


@pytest.mark.parametrize(
    ("text", "codec", "mark", "label"),
    [
        (SIMPLIFIED, "utf-8", b"", "UTF-8"),
        (SIMPLIFIED, "utf-8", codecs.BOM_UTF8, "UTF-8"),
        (SIMPLIFIED, "gbk", b"", "GB18030"),
        (SIMPLIFIED, "gb18030", b"", "GB18030"),
        (TRADITIONAL, "big5", b"", "Big5-HKSCS"),
        (TRADITIONAL, "big5-hkscs", b"", "Big5-HKSCS"),
        (TRADITIONAL, "gb18030", b"", "GB18030"),
        (SIMPLIFIED, "utf-16-le", codecs.BOM_UTF16_LE, "UTF-16-LE"),
        (SIMPLIFIED, "utf-16-be", codecs.BOM_UTF16_BE, "UTF-16-BE"),
        (SIMPLIFIED, "utf-16-le", b"", "UTF-16-LE"),
        (TRADITIONAL, "utf-16-be", b"", "UTF-16-BE"),
        (SIMPLIFIED, "utf-32-le", codecs.BOM_UTF32_LE, "UTF-32-LE"),
        (SIMPLIFIED, "utf-32-be", b"", "UTF-32-BE"),
    ],
)
def test_encoding_is_found(text: str, codec: str, mark: bytes, label: str) -> None:
    decoded = decode(mark + text.encode(codec), "讲话.txt")
    assert (decoded.text, decoded.encoding, decoded.problems) == (text, label, ())


@given(
    st.text(
        st.sampled_from("我们要坚持发展工作，。；：“”《》市场经济制度建设一二三1aB "), min_size=30
    ),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"]),
)
def test_what_is_encoded_is_decoded(words: str, codec: str) -> None:
    text = f"我们要在工作中学习，在学习中工作。{words}\n"
    assert decode(text.encode(codec), "a.txt").text == text


@given(st.text(st.sampled_from("這個時候我們說學習國家會發展工作，。「」一二三1aB "), min_size=30))
def test_what_is_encoded_in_big5_is_decoded(words: str) -> None:
    text = f"我們在工作中學習，這是國家發展的要求。{words}\n"
    assert decode(text.encode("big5"), "a.txt").text == text


@given(st.binary(max_size=300))
def test_any_bytes_are_a_text_or_one_error(data: bytes) -> None:
    try:
        text = decode(data, "a.txt").text
    except UnreadableDocument as error:
        text = str(error)
        assert text.startswith("a.txt: "), text
        assert "\n" not in text
    assert text


def test_encoding_may_be_given() -> None:
    data = SIMPLIFIED.encode("utf-16-be")
    assert decode(data, "a.txt", "utf-16-be").text == SIMPLIFIED
    assert decode(codecs.BOM_UTF8 + SIMPLIFIED.encode(), "a.txt", "utf-8").text == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["gibberish", "rot13", "base64", ""])
def test_encoding_must_exist(encoding: str) -> None:
    with pytest.raises(UsageError, match="no encoding"):
        decode(SIMPLIFIED.encode(), "a.txt", encoding)


def test_given_encoding_that_does_not_fit_names_the_byte() -> None:
    with pytest.raises(UnreadableDocument, match="not big5 at byte 6"):
        decode("一二三".encode("big5") + b"\xff\xff", "a.txt", "big5")


def test_undecodable_names_the_byte() -> None:
    data = SIMPLIFIED.encode() + b"\xff\xff\xff" + SIMPLIFIED.encode()
    with pytest.raises(UnreadableDocument, match=f"not UTF-8 at byte {len(SIMPLIFIED.encode())}"):
        decode(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "white space"),
        ("\ufeff　\n".encode(), "white space"),
        (b"PK\x03\x04" + bytes(100), "ZIP archive holds no document"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "no PDF, or it is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "old Office file"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x00\x01\x02\x03" * 500, "binary"),
        (b"nothing but English in here\n", "no Chinese text"),
    ],
)
def test_refused_by_its_bytes(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableDocument, match=says) as caught:
        read(data, "讲话.txt")
    assert caught.value.where == "讲话.txt"


@pytest.mark.parametrize("suffix", sorted(REFUSED))
def test_known_formats_are_refused_with_a_way_out(suffix: str) -> None:
    with pytest.raises(UnreadableDocument, match="cannot be read") as caught:
        read(SIMPLIFIED.encode(), f"文件{suffix.upper()}")
    assert ".txt" in caught.value.remedy


@pytest.mark.parametrize("name", ["a.xyz", "~$讲话.docx"])
def test_other_files_are_refused(name: str) -> None:
    with pytest.raises(UnreadableDocument):
        read(SIMPLIFIED.encode(), name)


def test_a_suffix_has_one_row() -> None:
    assert not READERS.keys() & REFUSED.keys()


def test_too_large_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="too large"):
        read(b"a" * (MAX_BYTES + 1), "a.txt")


def test_control_characters_are_reported_and_become_spaces() -> None:
    text = "第二\x00段文字\x07说明情况。\n" + "第一段文字说明情况。\n" * 50
    reading = read(text.encode(), "a.txt")
    assert len(reading.text) == len(text)
    assert "\x00" not in reading.text
    assert "第二 段文字 说明" in reading.text
    assert [p.message for p in reading.problems[:2]] == [
        "control character U+0000 replaced by a space",
        "control character U+0007 replaced by a space",
    ]
    assert reading.text[reading.problems[0].start] == " "


def test_invisible_characters_stay() -> None:
    text = "从右到左\u202e的控制符，零宽\u200b空格。\n"
    assert read(text.encode(), "a.txt").text == text


def test_one_paragraph_a_line_is_kept_verbatim() -> None:
    text = "标题\r\n\r\n　　第一段，缩进两格。\r\n  第二段，  空格在内。  \r\n"
    reading = read(text.encode(), "a.txt")
    assert reading.text == text.replace("\r\n", "\n")
    assert _blocks(reading) == ["标题", "第一段，缩进两格。", "第二段，  空格在内。"]
    assert [block.line for block in reading.blocks] == [1, 3, 4]


def test_a_document_on_one_line_is_cut_at_its_gaps() -> None:
    paragraphs = ["各位代表：", "一、过去一年的工作", "我们做了许多工作。" * 70, "二、今年的任务"]
    paragraphs.append("我们还要继续努力。" * 70)
    for gap in ("　　", "\t", " 　　\xa0"):
        reading = read(gap.join(paragraphs).encode(), "a.txt")
        assert _blocks(reading) == paragraphs
        assert reading.text == gap.join(paragraphs)


def test_a_short_document_on_one_line_is_cut_too() -> None:
    assert _blocks(read("　　一、甲　　正文。　　二、乙　　正文。".encode(), "a.txt")) == [
        "一、甲",
        "正文。",
        "二、乙",
        "正文。",
    ]


def test_wide_spaces_in_a_short_line_are_no_paragraph_ends() -> None:
    reading = read("姓名　　单位　　得分\n下面是正文。\n".encode(), "a.txt")
    assert _blocks(reading)[0] == "姓名　　单位　　得分"


WRAPPED = """\
关于做好防汛工作的通知

    今年入汛以来，我市降雨量比往年同期偏多三成，部分河
流水位上涨较快，防汛形势十分严峻。各单位要高度重视，切实
加强值班值守，严格执行领导带班制度，确保通信二十四小时畅
通。
    一、加强组织领导。主要负责人要亲自部署，分管负责人要
具体抓落实，把责任落实到岗、落实到人。
    二、做好物资准备。要对照清单检查 Type A pump with
and hose 等设备，缺少的要及时补充，损坏的要及时修理，
过期的要及时更换。
    三、严肃工作纪律。对工作不力、造成损失的，要依照有关
规定严肃处理。
"""


def test_hard_wrapped_lines_are_joined() -> None:
    blocks = _blocks(read(WRAPPED.encode(), "a.txt"))
    assert blocks[0] == "关于做好防汛工作的通知"
    assert blocks[1].endswith(
        "部分河流水位上涨较快，防汛形势十分严峻。各单位要高度重视，切实加强值"
        "班值守，严格执行领导带班制度，确保通信二十四小时畅通。"
    )
    assert [block[:2] for block in blocks[2:]] == ["一、", "二、", "三、"]
    assert len(blocks) == 5


def test_a_citation_at_the_start_of_a_cut_line_is_no_paragraph() -> None:
    lines = [
        "第一条 为了规范全市公务用车的管理，厉行节约，根据国家的有",
        "关规定，结合本市实际，制定本办法。各单位应当遵守本办法和第",
        "二条的要求，并接受监督检查，不得以任何理由拒绝、拖延，也不",
        "得隐瞒情况、提供虚假的材料。违反规定的，由主管部门依照本法",
        "第三条第二款处理，情节严重的移送有关机关，并依照本办法的第",
        "四条追究责任，处理的结果应当向社会公开，接受群众监督，并且",
        "每年报告一次，报告应当如实反映情况，不得有虚假的内容，违反",
        "的依照有关规定处理。",
        "第二条 本办法所称公务用车，是指公务活动用的车辆。",
    ]
    assert [block[:3] for block in _blocks(read("\n".join(lines).encode(), "a.txt"))] == [
        "第一条",
        "第二条",
    ]


# Taken from a PDF: the first lines of paragraphs have lost their indent.
TAKEN = """\
渡口管理办法
第一条 为了加强渡口的管理，保障乘客的生命和财产安
全，根据国家有关规定，结合本县实际，制定本办法。
第二条 渡口经营人应当建立渡船的档案，记录船名、吨
位、船龄和核定的载客人数，并在每年的一月底以前将上一
年度的检验报告报送县交通运输局，逾期不报的，由县交通
运输局责令限期改正，并将改正的情况记入信用档案。
第三条 渡口经营人应当在渡口的醒目处设置告示牌，载
明开航的时间、票价和救援电话，告示牌损坏的，应当在三
日内修复，并且向乘客说明。
第四条 渡船在开航以前应当检查救生衣、救生圈和灭火
器，数量不足或者已经失效的不得开航，检查的结果记入航
行日志。
第五条 遇到大风、大雾或者水位超过警戒线的天气，应
当停航，停航的消息由县交通运输局在十分钟内发布。
第六条 违反本办法，在渡船上携带易燃易爆物品的，由
公安机关依照有关规定处理；构成犯罪的，依照刑法的规定
处理。
"""
RULES_OF_FERRIES = [rule.replace("\n", "") for rule in re.split(r"\n(?=第.条 )", TAKEN)]


def test_first_lines_that_have_lost_their_indent_are_joined() -> None:
    assert _blocks(read(TAKEN.encode(), "a.txt")) == RULES_OF_FERRIES


def over_the_page(between: str) -> list[str]:
    lines = TAKEN.split("\n")
    number = next(i for i, line in enumerate(lines) if "船龄" in line)
    text = "\n".join(lines[: number + 1]) + between + "\n".join(lines[number + 1 :])
    return _blocks(read(text.encode(), "a.txt"))


@pytest.mark.parametrize("between", ["\n\n— 1 —\n", "\n\n- 12 -\n\n", "\n\n第 3 页\n"])
def test_a_paragraph_goes_on_over_the_page(between: str) -> None:
    number = between.strip()
    assert over_the_page(between) == [*RULES_OF_FERRIES[:3], number, *RULES_OF_FERRIES[3:]]


@pytest.mark.parametrize(
    "between", ["\n\n", "\n\n—\n", "\n\n— 1\n", "\n\n第1页是目录\n", "\n\n一九九八\n"]
)
def test_what_is_no_number_of_a_page_ends_a_paragraph(between: str) -> None:
    assert RULES_OF_FERRIES[2] not in over_the_page(between)


@pytest.mark.parametrize("head", ["渡口管理办法", "附：收费标准"])
def test_a_running_head_is_no_part_of_a_sentence(head: str) -> None:
    assert head in over_the_page(f"\n\n— 1 —\n\n{head}\n\n")
    assert over_the_page("\n\n— 1 —\n\n— 2 —\n")[3:5] == ["— 1 —", "— 2 —"]


def torn(text: str) -> str:
    """As some conversions from PDF leave a text: each mark in a line of its own."""
    return re.sub("([，。、；]|(?<=第.条) )", r"\n\1\n", text).replace("\n \n", "\n")


def test_torn_lines_are_joined_and_articles_begin_paragraphs() -> None:
    rules = ["第一章总则", *(rule.replace(" ", "") for rule in RULES_OF_FERRIES[1:])]
    text = torn("第一章\n总则\n" + "\n".join(RULES_OF_FERRIES[1:]))
    assert _blocks(read(text.encode(), "a.txt")) == rules
    lines = text.split("\n")
    place = next(i for i, line in enumerate(lines) if "船龄" in line)
    paged = "\n".join([*lines[:place], "", "3", *lines[place:]])
    assert sorted(_blocks(read(paged.encode(), "a.txt"))) == sorted([*rules, "3"])
    cited = text.replace("不得开航", "依照本办法\n第二条\n处理")
    assert len(_blocks(read(cited.encode(), "a.txt"))) == len(rules)


@pytest.mark.parametrize(
    ("lines", "blocks"),
    [
        ("！要点先看水位\n（注意）再看风力\n？看完以后记录\n", 3),
        ("、进入现场必须佩戴安全帽。\n、系好安全带。\n", 2),
        ("渡船在清晨开航\n，江上有雾\n", 2),
        ("渡口应当设置（\n）。\nA. 告示牌\nB. 候船亭\n", 4),
    ],
)
def test_lines_that_begin_with_marks_are_not_torn(lines: str, blocks: int) -> None:
    assert len(read((lines * 20).encode(), "a.txt").blocks) == 20 * blocks


def test_of_torn_text_a_line_that_ends_a_sentence_ends_a_paragraph() -> None:
    whole = [f"第{n}天的水位没有变化，渡船照常开航。" for n in range(40)]
    text = "\n".join([*whole, *["停航的消息\n，\n由县里发布。"] * 8])
    assert _blocks(read(text.encode(), "a.txt")) == [*whole, *["停航的消息，由县里发布。"] * 8]


def test_a_figure_of_torn_text_is_no_number_of_a_page() -> None:
    text = (
        torn("第一条 本办法经批准，自公布之日起施行，由县里解释。\n" * 8) + "有效期为\n\n5\n年。\n"
    )
    assert "".join(_blocks(read(text.encode(), "a.txt"))).endswith("有效期为5年。")


def cut_at(text: str, *widths: int) -> str:
    """A text cut at these numbers of characters, in turn."""
    lines, rest, turn = [], text, cycle(widths)
    while rest:
        size = next(turn)
        lines.append(rest[:size])
        rest = rest[size:]
    return "\n".join(lines)


# As a text is that was taken out of a PDF: its lines are squeezed, set in two widths, or very long.
@pytest.mark.parametrize("widths", [(24, 26), (25, 25, 28), (48, 50), (72,)])
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_lines_cut_at_somewhat_different_widths_are_joined(
    widths: tuple[int, ...], name: str
) -> None:
    long = 12 if max(widths) > 40 else 4
    whole = [
        f"第{n}号渡口由乡里管理，" + "渡工应当取得证书，渡船每年检验一次，" * long + "并公布结果。"
        for n in range(3, 12)
    ]
    text = "\n\n".join([cut_at(paragraph, *widths) for paragraph in whole])
    assert _blocks(read(text.encode(), name)) == whole


def test_lines_are_no_wraps_when_their_widths_vary() -> None:
    text = "细胞是基本单位\n组织由相似的细胞组成\n器官由组织构成\n系统由若干器官组成\n" * 5
    assert len(read(text.encode(), "a.txt").blocks) == 20


def test_markdown_in_a_text_file_is_read_as_such() -> None:
    reading = read("# 规则\n\n## 第一章 总则\n\n第一条 为了安全。\n".encode(), "a.txt")
    assert [block.level for block in reading.blocks] == [1, 2, 0]
    assert reading.blocks[1].kind is BlockKind.HEADING


@given(st.text(st.sampled_from("一二、。，（）第章 \n\t\u3000\xa0a1*#“”\r"), max_size=200))
def test_blocks_are_ordered_slices_with_white_space_between(text: str) -> None:
    reading = read(f"正文开始。\n{text}".encode(), "a.txt")
    offset = 0
    for block in reading.blocks:
        assert reading.text[offset : block.span.start].strip() == ""
        content = reading.text[block.span.start : block.span.end]
        assert content
        assert content == content.strip()
        offset = block.span.end
    assert reading.text[offset:].strip() == ""
