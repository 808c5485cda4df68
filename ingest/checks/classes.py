"""功能分类的类 (classes): the names under which tables 1 and 4 print the classes, and their codes.

Codes and names as printed in reports of 2017 to 2026; a class that was renamed keeps its code.
"""

from __future__ import annotations

import re

from ingest.checks.book import bare

CLASSES: dict[str, tuple[str, ...]] = {
    "201": ("一般公共服务",),
    "202": ("外交",),
    "203": ("国防",),
    "204": ("公共安全",),
    "205": ("教育",),
    "206": ("科学技术",),
    "207": ("文化旅游体育与传媒", "文化体育与传媒"),
    "208": ("社会保障和就业",),
    "209": ("社会保险基金",),
    "210": ("卫生健康", "医疗卫生与计划生育", "医疗卫生"),
    "211": ("节能环保",),
    "212": ("城乡社区",),
    "213": ("农林水",),
    "214": ("交通运输",),
    "215": ("资源勘探工业信息等", "资源勘探信息等", "资源勘探电力信息等"),
    "216": ("商业服务业等",),
    "217": ("金融",),
    "219": ("援助其他地区",),
    "220": ("自然资源海洋气象等", "国土海洋气象等", "国土资源气象等"),
    "221": ("住房保障",),
    "222": ("粮油物资储备",),
    "223": ("国有资本经营预算",),
    "224": ("灾害防治及应急管理",),
    "227": ("预备费",),
    "229": ("其他",),
    "230": ("转移性",),
    "231": ("债务还本",),
    "232": ("债务付息",),
    "233": ("债务发行费用", "债务发行费"),
    "234": ("抗疫特别国债安排的",),
}
CODE_OF = {name: code for code, names in CLASSES.items() for name in names}
ENDING = re.compile(r"(?:事务)?支出$")


def class_code(name: str | None) -> str | None:
    """The code of the class that a row of table 1 or 4 names; None when it names none."""
    return CODE_OF.get(ENDING.sub("", bare(name)))


def is_class(name: str | None) -> bool:
    return class_code(name) is not None
