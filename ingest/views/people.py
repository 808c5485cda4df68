"""Logging in, one's own password, and the accounts that administrators keep."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from ingest import actions, throttling
from ingest.forms import AccountForm, LogInForm, PasswordForm
from ingest.models import FirstPassword
from ingest.second_factors import device_of, has_second_factor, recovery_codes_left


class LogIn(LoginView):
    """The same answer whether the name is wrong, the password or the code; after some failures one has to wait."""

    template_name = "staff/login.html"
    authentication_form = LogInForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if throttling.has_to_wait(request, request.POST.get("username", "")):
            return self.render_to_response(
                self.get_context_data(form=self.get_form_class()(request), wait=throttling.WAIT), status=429
            )
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: object) -> HttpResponse:
        throttling.note_failure(self.request, self.request.POST.get("username", ""))
        return super().form_invalid(form)

    def form_valid(self, form: object) -> HttpResponse:
        throttling.forget(self.request, self.request.POST.get("username", ""))
        actions.log_event(verb="logged_in", by=form.get_user())
        if form.is_by_recovery_code:
            left = recovery_codes_left(form.get_user())
            messages.warning(
                self.request, f"这个恢复码用掉了，还剩 {left} 个。换了手机的话，请停用动态验证码再重新设置。"
            )
        return super().form_valid(form)


@login_required
def password(request: HttpRequest) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_password(user=request.user, old=form.cleaned_data["old"], new=form.cleaned_data["new"])
        except actions.NotAllowed as why:
            form.add_error(None, str(why))
        else:
            update_session_auth_hash(request, request.user)
            messages.success(request, "密码改好了。")
            return redirect("staff:desk")
    context = {
        "form": form,
        "is_first": FirstPassword.objects.filter(user=request.user).exists(),
        "has_second_factor": device_of(request.user) is not None,
    }
    return render(request, "staff/password.html", context, status=400 if form.errors else 200)


@login_required
@permission_required("ingest.manage_accounts", raise_exception=True)
def accounts(request: HttpRequest) -> HttpResponse:
    people = (
        User.objects.prefetch_related("groups", "jurisdictions__region")
        .annotate(has_second_factor=has_second_factor())
        .order_by("-is_active", "username")
    )
    return render(request, "staff/accounts.html", {"people": people, "section": "accounts"})


@login_required
@permission_required("ingest.manage_accounts", raise_exception=True)
def account_new(request: HttpRequest) -> HttpResponse:
    form = AccountForm(request.POST or None, is_new=True)
    if request.method == "POST" and form.is_valid():
        try:
            user, first = actions.make_account(by=request.user, username=form.cleaned_data["username"], **form.said())
        except actions.NotAllowed as why:
            form.add_error("username", str(why))
        else:
            messages.success(request, f"账号 {user.username} 建好了，初始密码 {first}，只显示这一次。")
            return redirect("staff:accounts")
    return render(request, "staff/account.html", {"form": form}, status=400 if form.errors else 200)


@login_required
@permission_required("ingest.manage_accounts", raise_exception=True)
def account(request: HttpRequest, user_id: int) -> HttpResponse:
    user = get_object_or_404(User, pk=user_id)
    form = AccountForm(request.POST or None, is_new=False, initial=AccountForm.told_of(user))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_account(user=user, by=request.user, is_active=form.cleaned_data["is_active"], **form.said())
        except actions.NotAllowed as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, f"账号 {user.username} 改好了。")
            return redirect("staff:accounts")
    return render(request, "staff/account.html", {"form": form, "account": user}, status=400 if form.errors else 200)


@require_POST
@login_required
@permission_required("ingest.manage_accounts", raise_exception=True)
def account_password(request: HttpRequest, user_id: int) -> HttpResponse:
    user = get_object_or_404(User, pk=user_id)
    try:
        fresh = actions.set_password(user=user, by=request.user)
    except actions.NotAllowed as why:
        messages.error(request, str(why))
    else:
        messages.success(request, f"{user.username} 的新密码是 {fresh}，只显示这一次。")
    return redirect("staff:accounts")


@require_POST
@login_required
@permission_required("ingest.manage_accounts", raise_exception=True)
def account_second_factor(request: HttpRequest, user_id: int) -> HttpResponse:
    """Whoever lost theirs logs in by the password alone and sets up another."""
    user = get_object_or_404(User, pk=user_id)
    try:
        actions.remove_second_factor(user=user, by=request.user)
    except actions.NotAllowed as why:
        messages.error(request, str(why))
    else:
        messages.success(request, f"{user.username} 的动态验证码移除了，现在凭密码就能登录。")
    return redirect("staff:accounts")
