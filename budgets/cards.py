"""分享卡片 (cards): a report as a picture of 1200 × 630 for links in chats, drawn from its own figures.

Chinese needs a font of the system's (CARD_FONT, or Noto CJK where it usually lies). Without one there is no card, and
pages don't name one.
"""

from __future__ import annotations

import functools
import hashlib
import io
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from budgets.amounts import grouped, percent, share
from budgets.citations import SITE
from budgets.models import Report
from budgets.pictures import keep

SIZE = (1200, 630)
LEFT, RIGHT = 80, 1120
PAPER, INK, DIM, BRAND, OTHER, LINE = "#ffffff", "#16202a", "#47525e", "#12496b", "#c8792b", "#dcd8cd"
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
)
DRAWING = 2  # raise it when cards are drawn differently


def font_file() -> Path | None:
    for name in (settings.CARD_FONT, *FONTS):
        if name and Path(name).is_file():
            return Path(name)
    return None


@functools.lru_cache(maxsize=32)
def font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """Of a collection the simplified Chinese face."""
    for number in range(16):
        try:
            face = ImageFont.truetype(str(path), size, index=number)
        except OSError:
            break
        if "SC" in (face.getname()[0] or ""):
            return face
    return ImageFont.truetype(str(path), size)


def lines_of(report: Report, name: str) -> tuple[str, ...]:
    """What is written on it, from the top."""
    place = f"{report.department.region}{'（虚构示例，数字是编的）' if report.department.region.is_fictional else ''}"
    version = f"，第{report.version}版" if report.version > 1 else ""
    return (place, name, f"{report.year}年{report.get_scope_display()}{version}")


def card(report: Report, name: str) -> bytes | None:
    """The PNG, kept by what is on it; None without a font."""
    path = font_file()
    if path is None:
        return None
    told = (DRAWING, str(path), lines_of(report, name), report.total, report.basic, report.project)
    digest = hashlib.sha256(repr(told).encode()).hexdigest()
    kept = Path(settings.VAR_DIR) / "pictures" / "cards" / digest[:2] / f"{digest}.png"
    if not kept.exists():
        keep(kept, drawn(report, lines_of(report, name), path))
    return kept.read_bytes()


def drawn(report: Report, lines: Sequence[str], path: Path) -> bytes:
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SIZE[0], 14), fill=BRAND)
    place, name, year = lines
    pen.text((LEFT, 60), place, font=font(path, 32), fill=DIM)
    pen.text((LEFT, 108), name, font=fitting(path, name, 68), fill=INK)
    pen.text((LEFT, 206), year, font=font(path, 40), fill=DIM)
    if report.total is not None:
        pen.text((LEFT, 284), "全年预算", font=font(path, 28), fill=DIM)
        pen.text((LEFT, 308), f"{grouped(report.total)} 万元", font=font(path, 76), fill=BRAND)
        split(pen, report, path)
    pen.line((LEFT, 548, RIGHT, 548), fill=LINE, width=2)
    pen.text((LEFT, 566), f"{SITE}，每个数字都能回到原文那一页", font=font(path, 28), fill=DIM)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def split(pen: ImageDraw.ImageDraw, report: Report, path: Path) -> None:
    """基本支出 and 项目支出, where both are there and make up the whole."""
    basic, project = share(report.basic, report.total), share(report.project, report.total)
    if basic is None or project is None or abs(basic + project - 100) > Decimal("0.05") or min(basic, project) < 0:
        return
    middle = LEFT + int((RIGHT - LEFT) * basic / 100)
    pen.rectangle((LEFT, 420, middle, 456), fill=BRAND)
    pen.rectangle((middle, 420, RIGHT, 456), fill=OTHER)
    small = font(path, 30)
    pen.text((LEFT, 472), f"基本支出 {percent(basic)}", font=small, fill=BRAND)
    pen.text((RIGHT, 472), f"项目支出 {percent(project)}", font=small, fill=OTHER, anchor="ra")


def fitting(path: Path, text: str, size: int) -> ImageFont.FreeTypeFont:
    """As large as its line is long."""
    while size > 28 and font(path, size).getlength(text) > RIGHT - LEFT:
        size -= 4
    return font(path, size)
