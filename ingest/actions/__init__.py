"""Every change of state (状态变更): take in, save, correct, submit, publish, withdraw. Nothing else writes reports.

One file per capability; `actions.publish_report(…)` is how they are called.
"""

from ingest.actions.approving import approve_report, publish_due, scheduled_beside
from ingest.actions.bulk import Outcome, acknowledge_findings, approve_reports, complete_drafts, submit_reports
from ingest.actions.correcting import acknowledge_finding, correct_report, correct_rows
from ingest.actions.events import log_event
from ingest.actions.intake import open_batch, read_upload, receive_upload, retry_upload, take_in
from ingest.actions.not_allowed import NotAllowed
from ingest.actions.packaging import queue_due_packages, queue_packages
from ingest.actions.people import change_account, change_password, make_account, set_password
from ingest.actions.publishing import (
    describe_report,
    failed_errors,
    open_errors,
    publish_report,
    return_report,
    submit_report,
    withdraw_report,
)
from ingest.actions.recovery import sweep_incoming, take_up_again
from ingest.actions.replying import record_reply, withdraw_reply
from ingest.actions.rereading import ask_rereading, carry_out_rereading
from ingest.actions.revising import open_revision, reread_report
from ingest.actions.saving_reports import Received, complete_draft, missing_of, report_of, save_report
from ingest.actions.second_factors import end_second_factor, remove_second_factor, set_second_factor, use_code

__all__ = [
    "NotAllowed",
    "Outcome",
    "Received",
    "acknowledge_finding",
    "acknowledge_findings",
    "approve_report",
    "approve_reports",
    "ask_rereading",
    "carry_out_rereading",
    "change_account",
    "change_password",
    "complete_draft",
    "complete_drafts",
    "correct_report",
    "correct_rows",
    "describe_report",
    "end_second_factor",
    "failed_errors",
    "log_event",
    "make_account",
    "missing_of",
    "open_batch",
    "open_errors",
    "open_revision",
    "publish_due",
    "publish_report",
    "queue_due_packages",
    "queue_packages",
    "read_upload",
    "receive_upload",
    "record_reply",
    "remove_second_factor",
    "report_of",
    "reread_report",
    "retry_upload",
    "return_report",
    "save_report",
    "scheduled_beside",
    "set_password",
    "set_second_factor",
    "submit_report",
    "submit_reports",
    "sweep_incoming",
    "take_in",
    "take_up_again",
    "use_code",
    "withdraw_reply",
    "withdraw_report",
]
