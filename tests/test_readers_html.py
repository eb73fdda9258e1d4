"""Reading web pages: blocks, the main part, titles, encodings, hostile pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.document import BlockKind, Reading
from quizgen.errors import UnreadableDocument
from quizgen.readers import read


def _read(markup: str) -> Reading:
    return read(markup.encode(), "page.html")


def _blocks(markup: str) -> list[str]:
    reading = _read(markup)
    return [reading.text[block.span.start : block.span.end] for block in reading.blocks]


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        pytest.param("<h1>标题</h1><p>正文。</p>", ["标题", "正文。"], id="heading"),
        pytest.param("<p>甲<p>乙<div>丙", ["甲", "乙", "丙"], id="nothing closed"),
        pytest.param("<p>甲</div>乙</b></p>丙", ["甲乙", "丙"], id="closed without opening"),
        pytest.param("甲<br>乙<br/><br>丙", ["甲", "乙", "丙"], id="line breaks"),
        pytest.param("<p>甲\n   乙</p><p>a\n b</p>", ["甲乙", "a b"], id="lines of the source"),
        pytest.param("<pre>甲 乙\n  丙</pre>", ["甲 乙", "丙"], id="preformatted"),
        pytest.param('<p style="white-space: pre-wrap">甲\n乙</p>', ["甲", "乙"], id="styled so"),
        pytest.param("<p>甲<b>乙</b><span>丙</span></p>", ["甲乙丙"], id="inline"),
        pytest.param("<p>甲<!-- 注 -->乙<?php 码 ?></p>", ["甲乙"], id="comments"),
        pytest.param(
            "<p>&nbsp;&nbsp;第一条&nbsp;&nbsp;甲&amp;乙&hellip;</p>",
            ["第一条 甲&乙…"],
            id="entities",
        ),
        pytest.param("<p>温度<60℃，压力>1MPa</p>", ["温度<60℃，压力>1MPa"], id="less than"),
        pytest.param("<ol><li>甲<li>乙</ol><ul><li>丙</ul>", ["1. 甲", "2. 乙", "丙"], id="lists"),
        pytest.param(
            "<ol start=3><li>甲<li value=9>乙<li>丙</ol>",
            ["3. 甲", "9. 乙", "10. 丙"],
            id="numbers",
        ),
        pytest.param(
            "<ol reversed><li>甲<ol><li>乙</ol><li>丙</ol>",
            ["2. 甲", "1. 乙", "1. 丙"],
            id="reversed",
        ),
        pytest.param("<ol type=a><li>甲<li>乙</ol>", ["a. 甲", "b. 乙"], id="letters"),
        pytest.param("<ol type=I start=4><li>甲</ol>", ["IV. 甲"], id="roman"),
        pytest.param(
            '<ol style="list-style-type: cjk-ideographic"><li>甲</ol>', ["一、甲"], id="Han"
        ),
        pytest.param('<ol style="list-style: none"><li>1、甲</ol>', ["1、甲"], id="typed numbers"),
        pytest.param("<ol type=a start=27><li>甲<li>乙", ["aa. 甲", "ab. 乙"], id="behind z"),
        pytest.param("<ol type=a start=-1><li>甲<li>乙", ["-1. 甲", "0. 乙"], id="below a"),
        pytest.param(f"<ol start={'9' * 5000}><li>甲</ol>", ["1. 甲"], id="no number"),
        pytest.param("<dl><dt>术语<dd>定义。</dl>", ["术语", "定义。"], id="definitions"),
        pytest.param(
            "<table><caption>表一</caption><tr><th>甲<th>乙<tr><td>丙<td>丁</table>",
            ["表一", "甲\t乙", "丙\t丁"],
            id="table",
        ),
        pytest.param(
            "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁</table>",
            ["甲\t乙", "丙\t丁"],
            id="cells over several",
        ),
        pytest.param(
            "<table><tr><td><p>侧栏</p></td><td><p>正文一。</p><p>正文二。</p></td></tr></table>",
            ["侧栏", "正文一。", "正文二。"],
            id="layout in one row",
        ),
        pytest.param(
            "<table><tr><td>页眉<td>日期<tr><td><table border=1><tr><td>甲<td>乙</table>"
            "<td>后</table>",
            ["页眉", "日期", "甲\t乙", "后"],
            id="layout around a table",
        ),
        pytest.param(
            "<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp>字<rt>zì</ruby>典", ["漢字典"], id="ruby"
        ),
        pytest.param(
            "10<sup>8</sup>、H<sub>2</sub>O、注<sup>①</sup>", ["10⁸、H₂O、注①"], id="raised"
        ),
        pytest.param('<p>甲<img alt="图" src=a.png>乙</p>', ["甲乙"], id="picture"),
        pytest.param('<p>甲<script>"乙"</script><style>丙</style>丁</p>', ["甲丁"], id="scripts"),
        pytest.param(
            '<p>质能<math alttext="E=mc^2"><mi>E</mi></math>方程</p>',
            ["质能$E=mc^2$方程"],
            id="formula with a text of its own",
        ),
        pytest.param(
            "<p>当<math><semantics><mi>E</mi><annotation encoding='application/x-tex'>E = mc^2"
            "</annotation></semantics></math><span class=katex-html aria-hidden=true>E=mc2</span>",
            ["当$E = mc^2$"],
            id="KaTeX",
        ),
        pytest.param(
            "<p>当<span class=MathJax>x</span><script type='math/tex'>x^2</script>时</p>",
            ["当$x^2$时"],
            id="MathJax",
        ),
        pytest.param(
            "<p>得<math><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><msup><mi>b</mi>"
            "<mn>2</mn></msup></mfrac><msqrt><mi>c</mi></msqrt></math></p>",
            ["得(a+1)/b²√c"],
            id="MathML",
        ),
        pytest.param(
            "<h2>甲<a class=headerlink href='#甲'>¶</a></h2><h2><a href='#乙'><b>#</b></a>乙</h2>",
            ["甲", "乙"],
            id="permalinks",
        ),
        pytest.param(
            "<p>见<a href='#甲'>第三条</a>的规定</p>", ["见第三条的规定"], id="link inside"
        ),
        pytest.param("<p>甲<o:p>&nbsp;</o:p></p><w:sdt>乙</w:sdt>", ["甲", "乙"], id="Word's tags"),
    ],
)
def test_blocks(markup: str, blocks: list[str]) -> None:
    assert _blocks(markup) == blocks


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>不见。</p>",
        '<div style="color:red; DISPLAY : NONE">不见。</div>',
        '<span style="visibility:hidden">不见。</span>',
        '<span style="mso-hide:all">不见。</span>',
        '<span style="font-size:0px">乱码</span>',
        '<i aria-hidden="true">图标</i>',
        '<span class="visually-hidden">不见</span>',
        "<noscript>请打开脚本。</noscript>",
        "<template>样板。</template>",
        "<select><option>选项</select><button>提交</button><textarea>填写</textarea>",
        "<svg><title>图</title><text>图中字</text></svg>",
        "<iframe src='http://127.0.0.1:9/'>框架</iframe>",
        "<nav>首页 新闻</nav>",
        '<div role="navigation">首页</div>',
        '<div class="bdshare share-box">分享到</div>',
        '<div id="postMeta">作者</div>',
        '<div class="article-comments">评论：说得好，很好。</div>',
        "<footer>版权所有，不得转载。</footer>",
    ],
)
def test_what_is_no_text_is_left_out(hidden: str) -> None:
    body = "<p>第一条 本办法适用于本市，自公布之日起施行。</p><p>第二条 由市政府负责解释。</p>"
    plain = _blocks(body)
    assert _blocks(f"{hidden}{body}") == plain
    assert _blocks(f"<article>{body}{hidden}</article>") == plain


@pytest.mark.parametrize(
    "kept",
    [
        '<div class="has-sidebar">甲，乙。</div>',
        '<div class="content-wrap">甲，乙。</div>',
        '<table><tr class="header"><td>甲<td>乙</table>',
        '<h2 class="nav">甲，乙。</h2>',
        '<p style="font-size:10.0pt">甲，乙。</p>',
        '<div style="font-size:0"><span style="font-size:16px">甲，乙。</span></div>',
        "<details><summary>甲</summary>乙。</details>",
        "<form action=x><p>甲，乙。</p></form>",
        '<aside>甲，乙。</aside><p style="mso-style-name:隐藏">丙</p>',
    ],
)
def test_what_only_looks_like_furniture_stays(kept: str) -> None:
    body = f"<article><p>第一条 本办法适用于本市，自公布之日起施行。</p>{kept}</article>"
    assert "甲" in _read(body).text


_RULES = [
    "青梧市公共自行车管理办法",
    "第一条 为了规范公共自行车的运营和使用，保障骑行人的合法权益，制定本办法。",
    "第二条 本办法所称公共自行车，是指由运营单位投放、供公众有偿使用的人力自行车。",
    "第三条 骑行人应当年满十二周岁，并按照规定办理实名登记。",
]
_MENU = "".join(
    f'<li><a href="/{name}/index.html">{name}</a></li>'
    for name in ("首页", "政务公开", "政务服务", "互动交流", "走进青梧")
)


def _paragraphs(tag: str = "p") -> str:
    return "".join(f"<{tag}>{line}</{tag}>\n" for line in _RULES)


# Pages as the programs of their sites make them; all hold the same rules.
PAGES = {
    "government": (
        f"<html><head><meta charset=utf-8><title>{_RULES[0]}_青梧市人民政府</title></head><body>"
        f'<div class="top"><ul>{_MENU}</ul></div><div class="wrap"><div class="dqwz">当前位置：'
        f'<a href="/">首页</a> &gt; <a href="/zw">政务</a></div><h1>{_RULES[0]}</h1>'
        '<div class="info">发布时间：2024-05-06 来源：市交通局</div>'
        f'<div class="TRS_Editor"><div class=TRS_Editor>{_paragraphs()}</div></div>'
        f'<div class="xgwj"><h3>相关文件</h3><ul>{_MENU}</ul></div></div>'
        "<div class=bottom>主办单位：青梧市人民政府 备案号：00000</div></body></html>"
    ),
    "WeChat": (
        '<html><head><meta property="og:title" content="青梧市公共自行车管理办法"><title></title>'
        "</head><body><div id=js_article><h1 class=rich_media_title>青梧市公共自行车管理办法</h1>"
        '<div id="meta_content"><a href="x">青梧发布</a></div>'
        '<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0">'
        + "".join(
            f'<section><p><span style="x">{line[:9]}</span><span>{line[9:]}</span></p></section>'
            for line in _RULES
        )
        + "</div><div class=qr_code_pc>微信扫一扫关注该公众号</div></div></body></html>"
    ),
    "blog": (
        f"<html><head><title>{_RULES[0]} - 小站</title></head><body><header><nav><ul>{_MENU}</ul>"
        f'</nav></header><main><article class="post-content"><h1 style="display: none">{_RULES[0]}'
        f'</h1><div class="markdown-body">{_paragraphs()}</div><div class="post-metas">'
        '<a href="/c">分类</a></div><article class="post-prev"><a href="/p">上一篇</a></article>'
        "</article></main><footer>版权所有，侵权必究。</footer>"
        '<script>window.data = {"正文": "第一条 为了，规范。"}</script></body></html>'
    ),
    "Word": (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head>"
        "<title>新建 Microsoft Word 文档</title><style>p.MsoNormal {margin:0}</style></head>"
        "<body lang=ZH-CN><!--[if gte mso 9]><xml><w:Zoom>100</w:Zoom></xml><![endif]-->"
        "<div class=WordSection1>"
        + "".join(f"<p class=MsoNormal>{line}<o:p></o:p></p>" for line in _RULES[:2])
        + "</div><div class=WordSection2>"
        + "".join(f"<p class=MsoNormal><span lang=EN-US>{line}</span></p>" for line in _RULES[2:])
        + "</div></body></html>"
    ),
    "bare": f"<title>无标题文档</title>{_paragraphs('div')}",
    "line breaks": "<body>" + "<br>\n&nbsp;&nbsp;&nbsp;&nbsp;".join(_RULES) + "</body>",
    "one cell": f"<body><table><tr><td>{'<br>'.join(_RULES)}</td></tr></table></body>",
    "layout tables": (
        f"<body><table width=980><tr><td><table><tr><td><ul>{_MENU}</ul></table></td></tr>"
        f"<tr><td><table><tr><td width=200><ul>{_MENU}</ul></td><td>{_paragraphs()}</td></tr>"
        "</table></td></tr><tr><td>地址：青梧市一号路 电话：00000</td></tr></table></body>"
    ),
    "nothing named": (
        f'<body><div class="a1"><ul>{_MENU}</ul></div><div class="a2"><div class="a3">'
        f'{_paragraphs()}</div><div class="a4"><ul>{_MENU}</ul></div></div>'
        '<div class="a5">青梧市人民政府主办</div></body>'
    ),
}


@pytest.mark.parametrize("style", PAGES)
def test_pages_give_their_text_and_nothing_else(style: str) -> None:
    reading = _read(PAGES[style])
    assert reading.text.split("\n") == _RULES
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>管理办法 - 青梧网</title>", "<h1>管理办法</h1>", "管理办法"),
        ("<title>管理办法_法规_青梧网</title>", "<p>管理办法</p>", "管理办法"),
        ("<title>管理办法 | 青梧网</title>", "<h1 hidden>管理办法</h1>", "管理办法"),
        ("<title>青梧网</title>", "<h1>管理办法</h1>", "管理办法"),
        ("<title>高血压 | 备考</title>", "<p>高血压 二月二十七日</p>", "高血压"),
        ("<title>总则 - 分则</title>", "", "总则 - 分则"),
        ("<title>网</title><meta property=og:title content=办法>", "<p>办法</p>", "办法"),
        ("<title>新建 Microsoft Word 文档</title>", "", ""),
        ("<title>Untitled</title>", "<h1>管理办法</h1>", "管理办法"),
        ("<title>管理办法.docx</title>", "", ""),
        ("", "<h1>甲</h1><h1>乙</h1>", ""),
        ("", "", ""),
    ],
)
def test_title(head: str, body: str, title: str) -> None:
    page = f"<html><head>{head}</head><body>{body}<p>第一条 正文在此，很好。</p></body></html>"
    assert _read(page).title == title


def test_numbers_of_word_lists_are_kept() -> None:
    item = (
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
        "<span lang=EN-US><span style='mso-list:Ignore'>1.<span style='font:7.0pt \"Times\"'>"
        "&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>检查灭火器</p>"
    )
    assert _blocks(item) == ["1. 检查灭火器"]


def test_kinds_and_levels() -> None:
    blocks = _read("<h1>甲</h1><h3>乙</h3><p>丙</p><table><tr><td>丁<td>戊</table>").blocks
    assert [(block.kind, block.level) for block in blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 3),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.ROW, 0),
    ]


def test_running_text_beside_the_main_part_is_told() -> None:
    beside = "另有说明，在此一并列出。" * 10
    page = f'<div class="post-content">{_paragraphs() * 3}</div><div><p>{beside}</p></div>'
    reading = _read(page)
    assert beside not in reading.text
    assert "120 characters beside the main part" in reading.problems[0].message


def test_main_part_in_two_halves_is_read_whole() -> None:
    half = f'<div class="TRS_Editor">{_paragraphs()}</div>'
    assert _read(f"<nav>首页</nav><div>{half}{half}</div>").text.split("\n") == _RULES * 2


_SENTENCE = "我们要在学习中工作，在工作中学习，不断提高为人民服务的水平。"


@pytest.mark.parametrize(
    ("declared", "codec", "label"),
    [
        ("utf-8", "utf-8", "UTF-8"),
        ("gb2312", "gb18030", "GB18030"),
        ("GBK", "gb18030", "GB18030"),
        ("gb2312", "utf-8", "UTF-8"),
        ("utf-8", "gb18030", "GB18030"),
        ("iso-8859-1", "gb18030", "GB18030"),
        ("no-such-thing", "gb18030", "GB18030"),
        ("big5", "big5", "Big5-HKSCS"),
        ("big5", "gb18030", "GB18030"),
        ("utf-16", "utf-16", "UTF-16-LE"),
        ("", "utf-8-sig", "UTF-8"),
    ],
)
def test_encoding(declared: str, codec: str, label: str) -> None:
    sentence = "我們在工作中學習，這是國家發展的要求。" if codec == "big5" else _SENTENCE
    for meta in (
        f"<meta charset={declared}>",
        f'<meta http-equiv="Content-Type" content="text/html; charset={declared}" />',
    ):
        reading = read(f"<html><head>{meta}</head><p>{sentence}".encode(codec), "a.htm")
        assert (reading.text, reading.encoding) == (sentence, label)


def test_declaration_decides_where_the_text_is_too_short_to_tell() -> None:
    data = "<meta charset=big5><p>蘋果</p>".encode("big5")
    assert (read(data, "a.html").text, read(data, "a.html", "gb18030").text) == ("蘋果", "墨狦")


def test_xhtml_with_its_own_declaration() -> None:
    page = (
        '<?xml version="1.0" encoding="gb2312"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" '
        '"http://127.0.0.1:9/x.dtd"><html><head><title/><script src="x"/></head><body><a id="x"/>'
        f"<p/><p>{_SENTENCE}</p></body></html>"
    )
    assert read(page.encode("gb18030"), "a.xhtml").text == _SENTENCE


_LAW = "第一条 正文在此，很好。"
HOSTILE = {
    "deep": "<div>" * 10_000 + _LAW + "</div>" * 10_000,
    "deep tables": "<table><tr><td>" * 5_000 + _LAW,
    "deep lists": "<ol reversed><li>" * 10_000 + _LAW,
    "deep formula": "<math><msup>" * 10_000 + "</math>" + _LAW,
    "many tags": "<b>" * 100_000 + _LAW,
    "many links": "<a href=x>链</a>" * 20_000 + _LAW,
    "many attributes": "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + f">{_LAW}",
    "long attribute": f'<p style="{"x:" * 10_000_000}">{_LAW}',
    "external names": (
        '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>'
        '<base href="http://127.0.0.1:9/"><link rel=stylesheet href=x.css><img src=x>'
        f"<object data=x></object><p>{_LAW}"
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_pages_are_read(kind: str) -> None:
    assert _LAW in _read(HOSTILE[kind]).text


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ("<b>" * 100_000 + _LAW + "</i>" * 100_000, "elements inside each other"),
        ("<b>" * 3_000_001 + _LAW, "more than 3 million tags"),
        ("<div id=app></div><script>var 正文 = 1</script>", "no text in this web page"),
    ],
)
def test_pages_that_are_refused(markup: str, message: str) -> None:
    with pytest.raises(UnreadableDocument, match=message):
        _read(markup)


def test_zero_bytes_are_told() -> None:
    reading = read(f"<p>{_SENTENCE}\0{_SENTENCE}</p>".encode(), "a.html")
    assert reading.text == f"{_SENTENCE} {_SENTENCE}"
    assert reading.problems[0].message.startswith("line 1: control character U+0000")


_TAGS = st.sampled_from(
    [
        "p",
        "div",
        "span",
        "b",
        "table",
        "tr",
        "td",
        "ul",
        "ol",
        "li",
        "h2",
        "sup",
        "ruby",
        "pre",
        "form",
    ]
)
_EVENTS = st.one_of(
    st.text(st.sampled_from("甲乙丙丁戊，。1a &>\n"), min_size=1, max_size=8),
    _TAGS.map(lambda tag: f"<{tag}>"),
    _TAGS.map(lambda tag: f"</{tag}>"),
    st.sampled_from(["<br>", "<hr/>", "<!-- 注 -->", "<a href=x>", "</a>", "<td colspan=2>"]),
)


@given(st.lists(_EVENTS, max_size=40))
def test_no_character_is_lost_whatever_the_tags(events: list[str]) -> None:
    markup = "开头。" + "".join(events) + "<p>结尾。"
    reading = _read(markup)
    written = "".join(
        event for event in ["开头。", *events, "结尾。"] if event[0] != "<" or " 注 " in event
    )
    assert [char for char in reading.text if char in "甲乙丙丁戊"] == [
        char for char in written if char in "甲乙丙丁戊"
    ]
    end = 0
    for block in reading.blocks:
        assert block.span.start >= end
        assert not reading.text[end : block.span.start].strip()
        end = block.span.end
    assert end == len(reading.text)


SAVED = (
    "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="----x"\r\n\r\n'
    "------x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    "<p>=E7=AC=AC=E4=B8=80=E6=9D=A1 =E6=AD=A3=\r\n=E6=96=87</p>\r\n"
    "------x\r\nContent-Type: text/css\r\n\r\np {}\r\n------x--\r\n"
)


def test_saved_page() -> None:
    assert read(SAVED.encode(), "页.mht").text == "第一条 正文"
    with pytest.raises(UnreadableDocument, match="no web page in this file"):
        read(SAVED.replace("text/html\r", "text/plain\r").encode(), "页.mhtml")
