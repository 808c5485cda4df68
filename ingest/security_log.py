"""安全记录 (security log): who comes, goes and fails to, by account number; no name, no address, no password."""

import hashlib
import logging

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

log = logging.getLogger("portal.security")


@receiver(user_logged_in)
def note_log_in(user, **_):
    log.info("logged in", extra={"account": user.pk})


@receiver(user_logged_out)
def note_log_out(user, **_):
    log.info("logged out", extra={"account": user.pk if user else None})


@receiver(user_login_failed)
def note_failure(credentials, **_):
    """The digest tells repeated guesses at one name apart from many names, without keeping what was typed."""
    name = str(credentials.get("username", "")).strip().lower()
    log.warning("log-in failed", extra={"name_digest": hashlib.sha256(name.encode()).hexdigest()[:16]})
