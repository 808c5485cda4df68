"""字符 (characters): what a text layer holds in place of the characters a reader sees, put right."""

from __future__ import annotations

import unicodedata

# 部首补充 (U+2E80–2EFF) has no compatibility mapping for most of its signs.
SUPPLEMENT = dict(
    zip(
        "⺎⺒⺕⺗⺙⺝⺟⺠⺩⺪⺫⺬⺮⺴⺷⺸⺹⺻⺼⺾⻁⻂⻄⻅⻆⻉⻊⻋⻌⻏⻑⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻪⻬⻮⻰⻳",
        "兀巳彐心攵月母民王疋目示竹网羊羊老聿肉艹虎衤西见角贝足车辶阝长长门阝雨青韦页风飞食马骨鬼鱼鸟麦黄黾齐齿龙龟",
        strict=True,
    )
)
# 康熙部首 whose compatibility mapping is the traditional form, while the page shows the simplified one.
SIMPLIFIED = {"⼾": "户"}
# U+2010–2015 and U+2212 stay as printed; PDFium gives U+0002 for a hyphen at a line's end.
CONTROLS = {"\x02": "-", "\ufffe": "-", "\u00a0": " ", "\u200b": "", "\ufeff": "", "\u00ad": "-", "\u3000": "\u3000"}


def _spelt(code: int) -> str:
    sign = chr(code)
    return SUPPLEMENT.get(sign) or SIMPLIFIED.get(sign) or unicodedata.normalize("NFKC", sign)


RADICALS = {code: _spelt(code) for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00))}
REPAIRS = RADICALS | {ord(sign): text for sign, text in CONTROLS.items()}


def repaired(text: str) -> str:
    """The text with radical signs (⼀ ⽀ ⾦ ⼾) as the characters they stand for, and without invisible marks."""
    return text.translate(REPAIRS)
