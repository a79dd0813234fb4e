"""Personal links. Tried with the one that cancels a registration."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections
from django.utils import timezone

from events.models import AccessToken
from tests.factories import RegistrationFactory
from zorgpact.outbox.models import digest

pytestmark = pytest.mark.django_db
CANCEL = AccessToken.Purpose.CANCEL


@pytest.fixture
def registration():
    return RegistrationFactory()


def find(token, purpose=CANCEL):
    return AccessToken.objects.for_token(token, purpose).first()


def test_the_secret_finds_what_the_link_is_about(registration):
    token = AccessToken.issue(CANCEL, registration=registration)

    assert find(token).registration == registration


def test_the_secret_is_long_and_kept_nowhere(registration):
    token = AccessToken.issue(CANCEL, registration=registration)

    assert len(token) >= 43
    assert token not in str(list(AccessToken.objects.values()))


def test_two_links_about_the_same_have_a_secret_each_and_both_work(registration):
    tokens = {AccessToken.issue(CANCEL, registration=registration) for _ in range(2)}

    assert {find(token).registration for token in tokens} == {registration}
    assert len(tokens) == 2


@pytest.mark.parametrize("wrong", ["", "x", "\0", "é" * 500])
def test_a_wrong_secret_finds_nothing(registration, wrong):
    AccessToken.issue(CANCEL, registration=registration)

    assert find(wrong) is None


def test_the_digest_is_no_secret(registration):
    token = AccessToken.issue(CANCEL, registration=registration)

    assert find(digest(token)) is None


def test_a_link_for_something_else_finds_nothing(registration):
    token = AccessToken.issue("stemmen", registration=registration)

    assert find(token) is None


@pytest.mark.parametrize(("minutes", "is_found"), [(1, True), (-1, False)])
def test_an_expired_link_finds_nothing(registration, minutes, is_found):
    expires_at = timezone.now() + timedelta(minutes=minutes)
    token = AccessToken.issue(CANCEL, expires_at=expires_at, registration=registration)

    assert (find(token) is not None) == is_found


def test_one_secret_opens_one_link(registration):
    token = AccessToken.issue(CANCEL, registration=registration)

    with pytest.raises(IntegrityError):
        AccessToken.objects.create(purpose=CANCEL, digest=digest(token), registration=registration)


def test_the_first_use_is_noted_and_the_second_is_told_apart(registration):
    link = find(AccessToken.issue(CANCEL, registration=registration))

    assert [link.use(), link.use()] == [True, False]
    assert AccessToken.objects.get().used_at is not None


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_use_it_at_once_one_is_first():
    token = AccessToken.issue(CANCEL, registration=RegistrationFactory())
    both = threading.Barrier(2)
    answers = []

    def use():
        link = find(token)
        both.wait()
        try:
            answers.append(link.use())
        finally:
            connections.close_all()

    people = [threading.Thread(target=use) for _ in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join()

    assert sorted(answers) == [False, True]
