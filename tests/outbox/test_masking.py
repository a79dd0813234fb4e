"""No log tells who a participant is, or holds the secret of a link."""

import io
import logging
import secrets

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.db.models import ProtectedError

from events.mail import deliver_due, enqueue
from events.models import AccessToken, Mail
from tests.factories import EventFactory, RegistrationFactory
from zorgpact.outbox.masking import mask

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NAME, ADDRESS = "Mirjam van der Geheim", "mirjam@geheim.example"


@pytest.fixture
def written():
    """A function that gives what the site's own handler wrote since it was asked last."""
    (handler,) = logging.getLogger("django").handlers
    assert handler in logging.getLogger().handlers
    stream = handler.setStream(io.StringIO())

    def read() -> str:
        return handler.setStream(io.StringIO()).getvalue()

    yield read
    handler.setStream(stream)


@pytest.fixture
def registration():
    return RegistrationFactory(name=NAME, email=ADDRESS)


def tells(text: str, *tokens: str) -> list[str]:
    return [secret for secret in (*NAME.split(), ADDRESS, *tokens) if secret in text and len(secret) > 3]


def test_every_handler_masks_what_it_writes():
    used = {handler["formatter"] for handler in settings.LOGGING["handlers"].values()}
    formatters = {settings.LOGGING["formatters"][name]["()"] for name in used}
    assert formatters == {"zorgpact.outbox.masking.MaskingFormatter"}


def test_a_row_is_no_name(registration):
    assert str(registration) == f"Aanmelding {registration.pk} (Bevestigd)"
    enqueue(registration, Mail.Kind.CONFIRMED)
    assert tells(f"{registration!r} {list(registration.mails.all())!r}") == []


def test_a_delete_that_fails_tells_nobody(registration, written):
    with pytest.raises(ProtectedError) as failure:
        registration.event.delete()
    logging.getLogger("events").error("mislukt", exc_info=failure.value)
    assert tells(written()) == []


def test_a_page_that_fails_tells_no_link(client, registration, written, monkeypatch):
    token = AccessToken.issue(AccessToken.Purpose.CANCEL, registration=registration)

    def fail(*args, **kwargs):
        raise RuntimeError(f"{ADDRESS} {token}")

    client.raise_request_exception = False
    monkeypatch.setattr("events.views.render", fail)
    client.get(f"/aanmelding/annuleren/{token}/")
    told = written()
    assert "Internal Server Error: /aanmelding/annuleren/…/" in told
    assert tells(told, token) == []


@pytest.mark.parametrize("method", ["get", "put"])
def test_a_link_that_is_refused_is_not_told(client, written, method):
    token = secrets.token_urlsafe(32)
    getattr(client, method)(f"/aanmelding/annuleren/{token}/")
    getattr(client, method)(f"/account/wachtwoord/kiezen/{token}/")
    told = written()
    assert "/account/wachtwoord/kiezen/…/" in told
    assert tells(told, token) == []


def test_a_mail_that_fails_tells_nobody(registration, written, monkeypatch):
    def fail(self, *args, **kwargs):
        raise OSError(f"{ADDRESS}: {NAME}")

    enqueue(registration, Mail.Kind.CONFIRMED)
    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", fail)
    deliver_due()
    told = written()
    assert f"events.Mail {Mail.objects.get().pk} not sent, attempt 1: OSError" in told
    assert tells(told) == []


def test_what_postgresql_quotes_is_not_told(written):
    error = IntegrityError(f"duplicate key\nDETAIL:  Failing row contains (1, {NAME}, {ADDRESS}).\n")
    logging.getLogger("events").error("mislukt", exc_info=error)
    told = written()
    assert "DETAIL: …" in told
    assert tells(told) == []


@pytest.mark.parametrize(
    "text",
    [
        "/agenda/van-inspirerende-voorbeelden-naar-een-actieagenda-voor-de-regio/",
        "events.Mail 12",
        "10.0.0.1",
    ],
)
def test_what_tells_nobody_stays_readable(text):
    assert mask(text) == text


def test_a_session_is_no_secret():
    assert str(EventFactory(title="Sessie")) == "Sessie"
