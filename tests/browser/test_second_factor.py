"""A second factor (动态验证码) is set up and used on a phone: without script, by the keyboard, from the picture."""

from base64 import b32decode

import cv2
import numpy
import pytest
from django_otp.oath import totp

from tests.browser.conftest import WIDTHS
from tests.browser.test_staff_walk import PASSWORD, desk, is_wider_than_its_window  # noqa: F401  -- a fixture

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(chromium):
    context = chromium.new_context(viewport=WIDTHS["phone"], locale="zh-CN", java_script_enabled=False)
    yield context.new_page()
    context.close()


def typed(page, *words):
    """One field after the other, then Enter."""
    for number, word in enumerate(words):
        page.keyboard.press("Tab") if number else None
        page.keyboard.type(word)
    page.keyboard.press("Enter")


def scanned(page):
    """What a phone's camera makes of the picture."""
    picture = numpy.frombuffer(page.locator(".qr").screenshot(), numpy.uint8)
    return cv2.QRCodeDetector().detectAndDecode(cv2.imdecode(picture, cv2.IMREAD_COLOR))[0]


def test_from_the_picture_to_the_next_log_in(desk, phone):  # noqa: F811
    phone.goto(f"{desk}/staff/login/?next=/staff/second-factor/")
    phone.get_by_label("用户名").focus()
    typed(phone, "lu", PASSWORD)
    phone.wait_for_url("**/second-factor/")
    assert scanned(phone) == phone.get_by_role("link", name="在应用里打开").get_attribute("href")
    assert not is_wider_than_its_window(phone)
    key = phone.locator(".key").inner_text().replace(" ", "")
    assert f"secret={key}&" in scanned(phone)

    phone.get_by_label("现在的密码").focus()
    typed(phone, PASSWORD, f"{totp(b32decode(key)):06d}")
    phone.get_by_text("它们只显示这一次").wait_for()
    assert not is_wider_than_its_window(phone)
    recovery = phone.locator(".key").all_inner_texts()
    assert len(recovery) == 8

    phone.context.clear_cookies()
    phone.goto(f"{desk}/staff/login/")
    phone.get_by_label("用户名").focus()
    typed(phone, "lu", PASSWORD, "000 000")
    phone.get_by_role("alert").get_by_text("用户名、密码或动态验证码不对。").wait_for()
    phone.get_by_label("用户名").focus()
    typed(phone, "", PASSWORD, recovery[3])
    phone.get_by_text("这个恢复码用掉了，还剩 7 个。").wait_for()
    assert not is_wider_than_its_window(phone)
