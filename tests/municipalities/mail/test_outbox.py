"""The outbox: written with the change, sent once, kept when the mail server is away."""

from __future__ import annotations

import pytest
from django.core import mail as outbox
from django.db import transaction

from municipalities.mail.outbox import Attachment, queue_mail
from municipalities.mail.sending import MOST_ATTEMPTS, send_waiting
from municipalities.models import Mail

pytestmark = pytest.mark.django_db


def queued(**more):
    told = {"to": "anna@test.example", "subject": "Kvittens", "body": "Tack", "kind": "receipt", "about": "enkät 1"}
    return queue_mail(by="carin@test.example", **(told | more))


def test_a_queued_mail_is_sent_once():
    queued()
    assert [send_waiting(), send_waiting()] == [1, 0]
    assert [one.subject for one in outbox.outbox] == ["Kvittens"]


def test_attachments_go_along():
    queued(attachments=[Attachment("kvittens.pdf", "application/pdf", b"%PDF")])
    send_waiting()
    assert outbox.outbox[0].attachments[0][:2] == ("kvittens.pdf", b"%PDF")


def test_a_change_that_is_rolled_back_sends_nothing():
    with transaction.atomic():
        queued()
        transaction.set_rollback(True)
    assert send_waiting() == 0


def test_a_mail_server_that_is_away_loses_no_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    row = queued()
    assert send_waiting() == 0
    row.refresh_from_db()
    assert row.attempts == 1
    assert "refused" in row.error
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_waiting() == 1


def test_a_mail_is_given_up_after_some_attempts():
    queued()
    Mail.objects.update(attempts=MOST_ATTEMPTS)
    assert send_waiting() == 0
