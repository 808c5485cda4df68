"""The staff side (工作台)."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from ingest.views import bulk, checks, desk, events, people, reports, rereading, second_factors, steps, uploads

app_name = "staff"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("login/", people.LogIn.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", people.password, name="password"),
    path("second-factor/", second_factors.second_factor, name="second_factor"),
    path("second-factor/end/", second_factors.second_factor_end, name="second_factor_end"),
    path("accounts/", people.accounts, name="accounts"),
    path("accounts/new/", people.account_new, name="account_new"),
    path("accounts/<int:user_id>/", people.account, name="account"),
    path("accounts/<int:user_id>/password/", people.account_password, name="account_password"),
    path("accounts/<int:user_id>/second-factor/", people.account_second_factor, name="account_second_factor"),
    path("events/", events.events, name="events"),
    path("events.csv", events.events_csv, name="events_csv"),
    path("uploads/", uploads.upload_files, name="upload_files"),
    path("uploads/<int:upload_id>/retry/", uploads.retry, name="retry"),
    path("batches/<int:batch_id>/", uploads.batch, name="batch"),
    path("batches/<int:batch_id>/rows/", uploads.batch_rows, name="batch_rows"),
    path("rereading/", rereading.rereading, name="rereading"),
    path("rereading/rows/", rereading.rereading_rows, name="rereading_rows"),
    path("submit/", bulk.submit_reports, name="submit_reports"),
    path("approve/", bulk.approve_reports, name="approve_reports"),
    path("errors/", bulk.errors, name="errors"),
    path("unstated/", bulk.unstated, name="unstated"),
    path("reports/<str:public_id>/", reports.review, name="review"),
    path("reports/<str:public_id>/identity/", steps.complete, name="complete"),
    path("reports/<str:public_id>/correct/", steps.correct, name="correct"),
    path("reports/<str:public_id>/rows/", steps.correct_rows, name="correct_rows"),
    path("reports/<str:public_id>/findings/<int:finding_id>/", steps.acknowledge, name="acknowledge"),
    path("reports/<str:public_id>/description/", steps.describe, name="describe"),
    path("reports/<str:public_id>/sheet/", checks.sheet, name="sheet"),
    path("reports/<str:public_id>/replies/", checks.replies, name="replies"),
    path("reports/<str:public_id>/replies/<int:finding_id>/", checks.reply, name="reply"),
    path("reports/<str:public_id>/replies/<int:reply_id>/withdraw/", checks.withdraw_reply, name="withdraw_reply"),
    path("reports/<str:public_id>/submit/", steps.submit, name="submit"),
    path("reports/<str:public_id>/return/", steps.send_back, name="return"),
    path("reports/<str:public_id>/revise/", steps.revise, name="revise"),
    path("reports/<str:public_id>/publish/", steps.publish, name="publish"),
    path("reports/<str:public_id>/withdraw/", steps.withdraw, name="withdraw"),
    path("reports/<str:public_id>/source/", reports.source, name="source"),
    path("reports/<str:public_id>/pages/<int:page>.png", reports.page_picture, name="page_picture"),
]
