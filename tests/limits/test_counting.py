"""How often is counted in the database: exactly, for who it is, and so that nobody reads who it was."""

import threading
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connections
from django.utils import timezone

from zorgpact.limits.counting import (
    Limit,
    allows,
    allows_here,
    browser_of,
    forget_old_counts,
    is_used_up,
    sender_of,
)
from zorgpact.limits.models import Count

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock_stopped")]
TWO = Limit("two", 2, 600)
FIVE = Limit("five", 5)


def test_after_the_most_it_is_too_often_for_who_it_was():
    assert [allows((TWO, "10.0.0.1")) for _ in range(3)] == [True, True, False]
    assert allows((TWO, "10.0.0.2")) is True


def test_each_of_several_limits_counts():
    assert [allows((TWO, "here"), (FIVE, f"{number}")) for number in range(3)] == [True, True, False]
    assert [allows((FIVE, "0")) for _ in range(5)] == [True] * 4 + [False]


def test_nobody_is_not_counted():
    assert (allows((TWO, "")), is_used_up((TWO, "")), Count.objects.count()) == (True, False, 0)


def test_asking_counts_nothing():
    assert [is_used_up((TWO, "x")) for _ in range(5)] == [False] * 5
    allows((TWO, "x"))
    allows((TWO, "x"))
    assert (is_used_up((TWO, "x"), (FIVE, "x")), is_used_up((TWO, "y"))) == (True, False)


def test_in_the_next_stretch_of_time_it_begins_anew(time_machine):
    time_machine.move_to("2026-11-27T12:00:01Z", tick=False)
    assert [allows((TWO, "x")) for _ in range(3)] == [True, True, False]
    time_machine.move_to("2026-11-27T12:09:59Z", tick=False)
    assert allows((TWO, "x")) is False
    time_machine.move_to("2026-11-27T12:10:00Z", tick=False)
    assert allows((TWO, "x")) is True


def test_what_is_kept_names_nobody_and_goes_after_an_hour(time_machine, settings):
    time_machine.move_to("2026-11-27T12:00:01Z", tick=False)
    allows((TWO, "fatima@example.org"))
    (kept,) = Count.objects.values_list("key", "number")
    assert (len(kept[0]), kept[1]) == (64, 1)
    settings.SECRET_KEY = "a different one"
    assert is_used_up((Limit("two", 1, 600), "fatima@example.org")) is False
    time_machine.move_to("2026-11-27T13:10:00Z", tick=False)
    assert (forget_old_counts(), Count.objects.count()) == (0, 1)
    time_machine.move_to("2026-11-27T13:10:01Z", tick=False)
    assert (forget_old_counts(), Count.objects.count()) == (1, 0)


def test_it_takes_one_query(django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(1):
            allows((TWO, "here"), (FIVE, "somebody"))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_all_who_come_at_the_same_moment_none_is_missed():
    ready, answers = threading.Barrier(8), []

    def come():
        ready.wait()
        try:
            answers.extend(allows((Limit("at once", 10), "here"), (FIVE, "there")) for _ in range(5))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=come) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Count.objects.values_list("number", flat=True)) == [40, 40]
    assert answers.count(True) == 5


# --- Who it is --------------------------------------------------------------------------------------------


@pytest.mark.once
@pytest.mark.parametrize(
    ("address", "sender"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("unix:", "unix:"),
        ("", ""),
    ],
)
def test_a_sender_is_an_address_or_a_network_of_one(rf, address, sender):
    assert sender_of(rf.get("/", REMOTE_ADDR=address)) == sender


@pytest.mark.once
@pytest.mark.parametrize(("is_behind_proxy", "sender"), [(False, "10.0.0.1"), (True, "5.6.7.8")])
def test_behind_a_proxy_only_its_own_word_counts(rf, settings, is_behind_proxy, sender):
    settings.BEHIND_PROXY = is_behind_proxy
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": "1.2.3.4, 5.6.7.8"})
    assert sender_of(request) == sender


@pytest.mark.once
def test_a_browser_is_known_by_the_cookie_of_its_form(rf, settings):
    request = rf.get("/", REMOTE_ADDR="10.0.0.1")
    assert browser_of(request) == ""
    request.COOKIES[settings.CSRF_COOKIE_NAME] = "abc"
    assert browser_of(request) == "10.0.0.1 abc"


# --- Without the database ---------------------------------------------------------------------------------


@pytest.fixture
def counting_here(settings):
    settings.CACHES = {
        **settings.CACHES,
        "counts": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "test-counts"},
    }
    yield
    caches["counts"].clear()


@pytest.mark.once
def test_who_only_reads_is_counted_in_the_process(counting_here, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert [allows_here(TWO, "x") for _ in range(3)] == [True, True, False]
        assert allows_here(TWO, "y") is True


@pytest.mark.once
def test_a_stretch_of_time_ends_here_too(counting_here, time_machine):
    for minutes in (0, 10):
        time_machine.move_to(timezone.now() + timedelta(minutes=minutes), tick=False)
        assert allows_here(Limit("one", 1, 600), "x") is True
