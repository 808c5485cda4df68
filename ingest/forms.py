"""What staff hand in."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django_otp.plugins.otp_static.models import StaticDevice

from budgets.ids import number_in
from budgets.models import Region
from budgets.vocabulary import FIRST_YEAR, LAST_YEAR, SCOPES
from ingest.actions.people import ROLES
from ingest.actions.second_factors import use_code
from ingest.corrections import Place
from ingest.identity import Stated
from ingest.second_factors import device_of


def wrongs(form: forms.Form) -> list[str]:
    """What is wrong in it, a sentence each."""
    return [error for errors in form.errors.values() for error in errors]


class StatedForm(forms.Form):
    """报告没有印明的内容: optional at upload, asked for where a draft lacks it."""

    department = forms.CharField(label="部门名称", max_length=120, required=False)
    unit = forms.CharField(label="单位名称", max_length=120, required=False)
    year = forms.IntegerField(label="预算年度", min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    scope = forms.ChoiceField(label="口径", choices=[("", "报告上印着"), *SCOPES.items()], required=False)
    region = forms.CharField(label="行政区划代码", max_length=6, required=False)

    def clean_region(self) -> str:
        code = self.cleaned_data["region"].strip()
        if code and not Region.objects.filter(code=code).exists():
            raise forms.ValidationError("没有这个行政区划代码，例如吕梁市是 141100。")
        return code

    def stated(self) -> Stated:
        said = {key: self.cleaned_data.get(key) or None for key in ("department", "unit", "year", "scope", "region")}
        return Stated(**said)


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of files; each is judged when it's read, so that a bad one doesn't stop the others."""

    widget = ManyFilesInput

    def clean(self, data, initial=None):
        return [super(ManyFilesField, self).clean(one, initial) for one in data or [None]]


class UploadForm(StatedForm):
    field_order = ("file",)
    file = ManyFilesField(
        label="预算公开文件",
        allow_empty_file=True,
        help_text="可以一次选很多个：PDF、它的文字版 TXT，或装着这些文件的 ZIP 压缩包。",
        error_messages={"required": "请选择文件。"},
    )


class CorrectionForm(forms.Form):
    """One cell, a table's kind or unit, or whose report it is. An empty value is a blank cell."""

    table = forms.CharField(required=False, max_length=32)
    position = forms.IntegerField(required=False, min_value=1)
    field = forms.CharField(max_length=300)
    value = forms.CharField(label="改为", required=False, max_length=20_000)
    why = forms.CharField(label="为什么改", max_length=2000, error_messages={"required": "请写明为什么改。"})

    def place(self) -> Place:
        said = self.cleaned_data
        return Place(said["field"], said["table"] or None, said["position"])


class RowsForm(forms.Form):
    """Rows in place of others: their cells come as `cell-0-name`, `cell-1-name` …"""

    table = forms.CharField(max_length=32)
    position = forms.IntegerField(min_value=1)
    count = forms.IntegerField(min_value=0, max_value=2)
    rows = forms.IntegerField(min_value=0, max_value=2)
    why = forms.CharField(label="为什么改", max_length=2000, error_messages={"required": "请写明为什么改。"})

    def cells(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = [{} for _ in range(self.cleaned_data["rows"])]
        for name, text in self.data.items():
            mark, _, rest = name.partition("-")
            digits, _, key = rest.partition("-")
            number = number_in(digits)
            if mark == "cell" and number is not None and number < len(found):
                found[number][key] = text
        return found


class DescriptionForm(forms.Form):
    approved_on = forms.DateField(label="批复日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    disclosed_on = forms.DateField(label="公开日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    official_url = forms.URLField(label="官方网址", required=False, max_length=500, assume_scheme="https")


class ApprovalForm(forms.Form):
    at = forms.DateTimeField(
        label="定时公布（不填就是现在）", required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(label="撤回理由", widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)


class ReplyForm(forms.Form):
    text = forms.CharField(label="部门的原话", max_length=4000)
    source_url = forms.URLField(label="登在哪个网址", max_length=500, assume_scheme="https")
    said_on = forms.DateField(label="哪一天说的", required=False)


def code_input() -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})


class LogInForm(AuthenticationForm):
    """A wrong code, or none where there has to be one, is refused in the words of a wrong password."""

    code = forms.CharField(label="动态验证码", required=False, widget=code_input())
    is_by_recovery_code = False

    def confirm_login_allowed(self, user: User) -> None:
        super().confirm_login_allowed(user)
        device = device_of(user)
        if device is None:
            return
        used = use_code(user=user, code=self.cleaned_data.get("code", ""))
        if used is None:
            user_login_failed.send(__name__, credentials={"username": user.get_username()}, request=self.request)
            raise self.get_invalid_login_error()
        self.is_by_recovery_code = isinstance(used, StaticDevice)
        user.otp_device = device  # django-otp notes it in the session


class SecondFactorForm(forms.Form):
    password = forms.CharField(
        label="现在的密码", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    code = forms.CharField(label="动态验证码", widget=code_input())


class PasswordForm(forms.Form):
    old = forms.CharField(label="现在的密码", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    new = forms.CharField(
        label="新密码",
        help_text="至少 12 个字符，不要全是数字，也不要用常见的密码。",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class AccountForm(forms.Form):
    username = forms.RegexField(r"^[a-zA-Z0-9_.-]{2,60}$", label="用户名", help_text="字母、数字和 _ . -")
    name = forms.CharField(label="姓名", max_length=60, required=False)
    roles = forms.MultipleChoiceField(
        label="角色", choices=[(role, role) for role in ROLES], required=False, widget=forms.CheckboxSelectMultiple
    )
    everywhere = forms.BooleanField(label="负责全部地区", required=False)
    regions = forms.CharField(
        label="负责的地区", required=False, help_text="行政区划代码，用空格分开；上级包括下级，例如 141100 是吕梁全市。"
    )
    is_active = forms.BooleanField(label="可以登录", required=False, initial=True)

    def __init__(self, *args: object, is_new: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["is_active" if is_new else "username"]

    @staticmethod
    def told_of(user: User) -> dict[str, object]:
        codes = [jurisdiction.region_id for jurisdiction in user.jurisdictions.all()]
        return {
            "name": user.last_name,
            "roles": [group.name for group in user.groups.all()],
            "everywhere": None in codes,
            "regions": " ".join(code for code in codes if code),
            "is_active": user.is_active,
        }

    def clean_regions(self) -> list[Region]:
        codes = self.cleaned_data["regions"].replace(",", " ").replace("，", " ").split()
        found = list(Region.objects.filter(code__in=codes))
        if unknown := set(codes) - {region.code for region in found}:
            raise forms.ValidationError("没有这些行政区划代码：" + "、".join(sorted(unknown)) + "。")
        return found

    def said(self) -> dict[str, object]:
        said = self.cleaned_data
        return {
            "name": said["name"],
            "roles": said["roles"],
            "regions": None if said["everywhere"] else said["regions"],
        }
