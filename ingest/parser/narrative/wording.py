"""措辞 (wording): how such reports say how much, how many, and how it compares with the year before.

Patterns are matched against folded text: no white space, and full-width digits and punctuation as their ASCII twins,
sign by sign, so that positions in it are positions in the text.
"""

from __future__ import annotations

import re
from typing import Literal

Direction = Literal["increase", "decrease", "unchanged"]

FOLD = str.maketrans(
    "０１２３４５６７８９．，；：％（）－＋《》〔〕" + "“”„‟〝〞＂",
    "0123456789.,;:%()-+<>[]" + '"' * 7,
)

NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
MONEY = r"亿元|百万元|万元|千元|元"
COUNTED = r"个|辆|台|套|家|人|名|项|份|处|间|座|平方米|平米|㎡"
YEAR_BEFORE = r"(?:上一?年度?|去年|上年同期|(?P<base>\d{4})年度?)"
PLAN = r"(?:的)?(?:同期)?(?:年初)?(?:部门|单位)?(?:预算|决算|执行)?(?:安排)?(?:总?数|总?额)?"

# 与上年比 (what it is compared with)
COMPARED = (
    rf"(?:(?:比|较|与|同|和){YEAR_BEFORE}{PLAN}(?P<prior>(?P<prior_amount>{NUMBER})(?P<prior_unit>{MONEY}))?"
    r"(?:相比较?|比较|对比|比)?|同比)"
)

# 增减的说法 (how a change is called) -> what it is
DIRECTIONS: dict[str, Direction] = {
    **dict.fromkeys(("增加", "增长", "上升", "提高", "上涨", "上调", "上浮", "净增", "多安排", "扩大"), "increase"),
    **dict.fromkeys(
        ("减少", "下降", "降低", "压减", "压缩", "缩减", "下调", "削减", "减低", "核减", "少安排"), "decrease"
    ),
}
SAME = r"持平|相同|一致|相等|无变化|没有变化|无增减变?化?|没有增减变?化?|未发生变化|不变|无变动|没有变动"
MOVED = "|".join(DIRECTIONS)
UNRESOLVED = rf"(?:[(/](?:{MOVED})\)?)?"  # 增长（下降）left standing from the form
FILLER = r"(?:了|额为?|约|为|幅度为?|率为?|数为?|预算)?"

CHANGE = re.compile(
    rf"(?:{COMPARED},?(?P<between>[^,。;:%]{{0,24}}?)|(?<=元,))"  # 2023年预算84.63万元，减少5.63万元 names no base
    rf"(?:(?P<word>{MOVED}){UNRESOLVED}{FILLER}"
    rf"(?:(?P<amount>{NUMBER})(?P<unit>{MONEY})|(?P<percent_first>{NUMBER})%)"
    rf"(?:[,、]?[(]?(?:同比|(?:比|较)上年|与上年相比,?)?(?P<word2>{MOVED}|增幅|降幅|变动率?|比例){UNRESOLVED}{FILLER}:?"
    rf"(?:(?P<percent>{NUMBER})%|(?P<amount2>{NUMBER})(?P<unit2>{MONEY}))[)]?)?"
    rf"|(?:基本|总体)?(?P<same>{SAME}))"
)

# 原因 (why): what introduces a reason, right behind the change
REASON = re.compile(
    rf"[,。;]?其?(?:(?:{MOVED}|变动|变化|增减|持平)(?:变动|变化)?的?)?(?:的)?"
    r"(?:主要原因|原因主要|原因|主要)(?:是|为|系|在于|:)+,?(?:由于|因为|因(?!公))?:?|[,。;](?:主要)?(?:由于|因为|系(?:因|由于)?)(?=[^,。;])"
)
REASON_ENDS = re.compile(r"。|;(?!\(?[\d一二三四五六七八九十]{1,2}(?:[.、)]|是|方面))")  # 一是…;二是… goes on

THRESHOLD = re.compile(r"(?:\([^)]{1,4}\))?(?:及)?以[上下]")
QUANTITY = re.compile(
    rf"(?<![A-Za-z\d.])(?P<number>{NUMBER})(?:(?P<money>{MONEY})|(?P<percent>%)|(?P<counted>{COUNTED}))"
)
STOP = re.compile(r"[,。;:!?]")
WHOLE = re.compile(r"\d{1,9}", re.ASCII)
LONGEST = 20  # signs: eighteen digits of yuan, a point and a sign


def folded(text: str) -> str:
    return text.translate(FOLD)


def plain_number(text: str) -> str:
    """As printed, without thousands separators."""
    return text.replace(",", "")


def figure(text: str | None) -> str | None:
    """The number, unless its digits run into each other or go on for ever: then it is told by its quote alone."""
    return text if text is not None and len(text) <= LONGEST else None


def count(text: str | None) -> int | None:
    """The whole number, unless it has more digits than anything counted."""
    return int(text) if text is not None and WHOLE.fullmatch(text) else None
