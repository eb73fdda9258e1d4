"""Numerals, the grammar of markers, and what must not be taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.clauses import inline_markers
from quizgen.grammar import leading_markers
from quizgen.numbering import Style
from quizgen.numerals import format_han, format_roman, parse_han, parse_roman
from quizgen.text import fold


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10),
        ("一十", 10),
        ("十二", 12),
        ("廿一", 21),
        ("卅", 30),
        ("两", 2),
        ("二〇", 20),
        ("一〇五", 105),
        ("一百零五", 105),
        ("五百〇三", 503),
        ("一百一十", 110),
        ("一百十", 110),
        ("一千二百六十", 1260),
    ],
)
def test_han_numeral(numeral: str, value: int) -> None:
    assert parse_han(numeral) == value


@pytest.mark.parametrize(
    "numeral", ["", "零", "百", "一二", "十十", "零五", "十百", "二百零", "甲"]
)
def test_not_a_han_numeral(numeral: str) -> None:
    assert parse_han(numeral) is None


@given(st.integers(1, 9_999))
def test_han_numerals_read_back(value: int) -> None:
    assert parse_han(format_han(value)) == value


@given(st.text("零〇一二两三四五六七八九十百千廿卅", max_size=8))
def test_any_run_of_numerals_has_one_value_or_none(numeral: str) -> None:
    value = parse_han(numeral)
    assert value is None or 1 <= value <= 9_999


@given(st.integers(1, 399))
def test_roman_numerals_read_back(value: int) -> None:
    assert parse_roman(format_roman(value)) == value


@pytest.mark.parametrize(
    ("line", "text", "style", "value"),
    [
        ("一、加强领导", "一、", Style.HAN_COMMA, 1),
        ("十二、加强领导", "十二、", Style.HAN_COMMA, 12),
        ("（三）完善机制", "（三）", Style.HAN_PAREN, 3),
        ("(三)完善机制", "(三)", Style.HAN_PAREN, 3),
        ("㈢完善机制", "㈢", Style.HAN_PAREN, 3),
        ("1.范围", "1.", Style.ARABIC_DOT, 1),
        ("2．扩散", "2．", Style.ARABIC_DOT, 2),
        ("２．扩散", "２．", Style.ARABIC_DOT, 2),
        ("1 . 声音", "1 .", Style.ARABIC_DOT, 1),
        ("1.1949年建立", "1.", Style.ARABIC_DOT, 1),
        ("3、检查", "3、", Style.ARABIC_COMMA, 3),
        ("（4）检查", "（4）", Style.ARABIC_PAREN, 4),
        ("⑷检查", "⑷", Style.ARABIC_PAREN, 4),
        ("4）检查", "4）", Style.ARABIC_HALF_PAREN, 4),
        ("4】检查", "4】", Style.ARABIC_BRACKET, 4),
        ("④检查", "④", Style.CIRCLED, 4),
        ("㉑检查", "㉑", Style.CIRCLED, 21),
        ("Ⅲ. 检查", "Ⅲ.", Style.ROMAN, 3),
        ("1.2 范围", "1.2", Style.DECIMAL_2, 2),
        ("1.2.13范围", "1.2.13", Style.DECIMAL_3, 13),
        ("A.3 附录的一节", "A.3", Style.ANNEX_DECIMAL_2, 3),
        ("a) 检查", "a)", Style.LOWER_HALF_PAREN, 1),
        ("第一编 总则", "第一编", Style.PART, 1),
        ("第二分编 典型合同", "第二分编", Style.SUBPART, 2),
        ("第三章　附则", "第三章", Style.CHAPTER, 3),
        ("第三章附则", "第三章", Style.CHAPTER, 3),
        ("第十二节 罚则", "第十二节", Style.SECTION, 12),
        ("第一百零一条 本法所称", "第一百零一条", Style.ARTICLE, 101),
        ("第101条 本法所称", "第101条", Style.ARTICLE, 101),
        ("第二条中华人民共和国公民", "第二条", Style.ARTICLE, 2),
        ("第三條 本條例", "第三條", Style.ARTICLE, 3),
        ("第一講第二節：移動", "第一講第二節", Style.SECTION, 2),
        ("附件2：名单", "附件2", Style.ANNEX, 2),
        ("附录B", "附录B", Style.ANNEX, 2),
        ("附录一、名单", "附录一", Style.ANNEX, 1),
        ("附件：值班表", "附件", Style.ANNEX, 1),
        ("附录", "附录", Style.ANNEX, 1),
        ("[3] 某某标准", "[3]", Style.ARABIC_SQUARE, 3),
        ("步骤二：验电", "步骤二", Style.STEP, 2),
        ("要点三 验电", "要点三", Style.STEP, 3),
        ("M2 会验电", "M2", Style.CODE, 2),
        ("K10：会接地", "K10", Style.CODE, 10),
        ("一要抓落实", "一要", Style.YAO, 1),
        ("二是抓落实", "二是", Style.SHI, 2),
        ("第一，抓落实", "第一，", Style.ORDINAL, 1),
        ("第二步：抓落实", "第二步", Style.STEP, 2),
        ("首先，抓落实", "首先，", Style.FIRST, 1),
        ("其一，抓落实", "其一，", Style.QIYI, 1),
        ("另一方面，抓落实", "另一方面，", Style.ASPECT, 2),
    ],
)
def test_line_marker(line: str, text: str, style: Style, value: int) -> None:
    first = leading_markers(line)[0]
    assert (first.marker.text, first.marker.style, first.marker.value) == (text, style, value)
    assert line[first.start : first.end] == text


def test_inserted_article_has_a_suffix() -> None:
    line = "第一百二十条之二 新增的规定。"
    marker = leading_markers(line)[0].marker
    assert (marker.value, marker.suffix) == (120, 2)


def test_decimal_has_a_prefix() -> None:
    line = "4.12.3 要求"
    match = leading_markers(line)[0]
    assert (match.prefix, match.marker.value) == ((4, 12), 3)


@pytest.mark.parametrize(
    "line",
    [
        "一带一路建设",
        "一体推进不敢腐",
        "一言一语总关情",
        "一、二等奖获得者",
        "第一要务是发展",
        "第七次党代会报告",
        "第一、二产业",
        "第三条规定的情形",
        "第三条至第五条",
        "第三条、第四条",
        "第七节相应改为第八节",
        "一要素市场",
        "一是一，二是二",
        "2021年3月5日",
        "100%达标",
        "3.5%的增速",
        "三大差距",
        "A股市场",
        "H2的性质",
        "H2 的性质",
        "B5 纸两张",
        "T1航站楼",
        "要点三个",
        "原则一致同意",
        "e.g. 例如",
    ],
)
def test_no_marker(line: str) -> None:
    found = leading_markers(line)
    assert [match for match in found if match.marker.style is not Style.ARABIC_BARE] == []


def _inline(text: str) -> list[str]:
    return [found.match.marker.text for found in inline_markers(text, fold(text), 0, len(text))]


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("三件事：一是修路，二是架桥，三是通电。", ["一是", "二是", "三是"]),
        ("抓好落实。一要快；二要实。", ["一要", "二要"]),
        ("内容：①甲；②乙；③丙。", ["①", "②", "③"]),
        ("包括：（1）甲；（2）乙。", ["（1）", "（2）"]),
        ("理由如下。第一，省时。第二，省力。", ["第一，", "第二，"]),
        ("步骤：1.断电；2.验电；3.接地。", ["1.", "2.", "3."]),
        ("首要是学。其次，要做。", ["其次，"]),
        ("一是协调发展。（2分）二是扩大民主（2分）三是加强文化。", ["一是", "二是", "三是"][1:]),
        ("意义：（1）是灵魂；2分（2）是主题；4分（3）是精髓。", ["（1）", "（2）", "（3）"]),
        ("常见的有(1)体温计；(2)寒暑表。", ["(1)", "(2)"]),
        ("距离由近到远①声音②图像", ["①", "②"]),
        ("解决利益问题第一，办好教育第二，稳定就业", ["第一，", "第二，"]),
        ("有关证件不一定齐全2、印章", ["2、"]),
        ("先验电再接地3.挂牌", ["3."]),
        ("b.看颜色c.闻气味", ["c."]),
        ("作用：a.呼吸；b.燃烧。", ["a.", "b."]),
        ("理由：1】省时。2】省力。", ["1】", "2】"]),
        ("甲：CH4②乙：C2H4③丙", ["②", "③"]),
        ("方法如图：(a)测直径；(b)测厚度。", ["(a)", "(b)"]),
        ("正确使用：A．串联接入；B．一上一下。", ["A．", "B．"]),
    ],
)
def test_inline_markers(text: str, markers: list[str]) -> None:
    assert _inline(text) == markers


@pytest.mark.parametrize(
    "text",
    [
        "坚持一体推进，强化第一要务意识",
        "我们不仅一要快而且二要好",
        "共建“一带一路”国家",
        "依照第三条（一）项的规定",
        "增长3.5个百分点",
        "依照第（一）项、第（二）项办理",
        "前款第（一）至（五）项所列居民",
        "如图①所示，与图②相同",
        "下列说法中①②④正确",
        "总量居全国第一，增速居全省第二，前景广阔",
        "函数f(a)与f(b)相等",
        "产品有A、B、C三种",
        "见图2、表3",
        "做完第2、第3题",
        "在第2、3题中",
        "长2.5米",
    ],
)
def test_no_inline_marker(text: str) -> None:
    assert _inline(text) == []


@given(st.text(st.sampled_from("一二三十第章条（）()1.、，。①a）要是首先 \u3000”"), max_size=40))
def test_markers_are_slices_at_their_places(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    found = [*leading_markers(text)]
    found += [inline.match for inline in inline_markers(text, folded, 0, len(text))]
    for match in found:
        assert text[match.start : match.end] == match.marker.text
        assert match.marker.value >= 1
