"""Characters that name a shape, made the ordinary characters that were meant.

Producers of PDF files look a character up by its glyph, and one glyph may stand for several
characters: 人 comes out as the Kangxi radical ⼈, a bullet as a private number of its symbol
font.  No word matches such a text.  Every replacement is one character for one, so that
offsets stay valid.
"""

from __future__ import annotations

import unicodedata

from quizgen.regex import regex

# CJK Radicals Supplement and its Equivalent_Unified_Ideograph (Unicode 14; ⺀ has none).
_SUPPLEMENT = (
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧"
    "⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍"
    "⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
)
_SUPPLEMENT_UNIFIED = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛"
    "犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶"
    "辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
# Blocks whose members have one ideograph as their compatibility decomposition.
_DECOMPOSED = (
    range(0x2F00, 0x2FD6),  # Kangxi radicals
    range(0xF900, 0xFB00),  # CJK compatibility ideographs
    range(0x2F800, 0x2FA1E),  # their supplement
)
# Presentation forms for vertical text.  ︰ (U+FE30) is left out: it is typed for a colon.
_VERTICAL = "︐︑︒︓︔︕︖︗︘︙︱︳︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈"
_HORIZONTAL = "，、。：；！？〖〗…—＿（）｛｝〔〕【】《》〈〉「」『』［］"
# Symbol and Wingdings: their codes, moved by producers into the private use area.
_SYMBOLS = (
    "\uf046\uf06c\uf06e\uf06f\uf070\uf071\uf075\uf076\uf09f\uf0a1\uf0a7\uf0a8"
    "\uf0b2\uf0b7\uf0d8\uf0e0\uf0e8\uf0f0\uf0fc\uf0fe"
)
_SYMBOLS_SHOWN = "☞●■□□❑◆❖•○▪□◇•➢→➔⇨✔☑"


def _table() -> dict[int, str]:
    table = {
        ord(odd): plain
        for odd, plain in (
            *zip(_SUPPLEMENT, _SUPPLEMENT_UNIFIED, strict=True),
            *zip(_VERTICAL, _HORIZONTAL, strict=True),
            *zip(_SYMBOLS, _SYMBOLS_SHOWN, strict=True),
        )
    }
    for block in _DECOMPOSED:
        for code in block:
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                table[code] = plain
    return table


_TABLE = _table()
# Where these lie: a few ranges are searched much faster than a set of a thousand.
_ODD = regex("[\u2e80-\u2fdf\uf046-\ufaff\ufe10-\ufe19\ufe31-\ufe48\U0002f800-\U0002fa1d]")


def ordinary(text: str) -> str:
    """``text`` with such characters replaced, one for one: ⼈⺠ → 人民, ︵ → （."""
    return text.translate(_TABLE) if _ODD.search(text) else text
