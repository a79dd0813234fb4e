"""Following by mail: a click first, then one digest a month with only what changed, and one click to leave."""

from datetime import date

import pytest
from django.urls import resolve

from tests.agenda.conftest import days, deliver, link_in
from tests.factories import (
    ActionFactory,
    FollowerFactory,
    PactFactory,
    ProgressNoteFactory,
    RegionFactory,
    SubscriptionFactory,
)
from tests.pages import links, look_at, texts
from zorgpact.agenda.changes import log_changes
from zorgpact.agenda.following import confirm, write_digests
from zorgpact.agenda.models import Action, Change, Follower, Mail, Subscription
from zorgpact.agenda.progress import make_public

pytestmark = pytest.mark.django_db
FORM = "/volgen/actie/samen-roosteren/"


@pytest.fixture
def subscription(action):
    """Noor follows the action."""
    log_changes()
    made = SubscriptionFactory(follower=FollowerFactory(email="noor@example.org"), action=action)
    return confirm(made.pk)


def next_month(clock) -> list[str]:
    """What the followers are mailed on the first day after a month."""
    log_changes()
    clock.shift(days(31))
    write_digests()
    return [message.body for message in deliver()]


# --- Double opt-in ------------------------------------------------------------------------------------------------


def test_following_begins_with_a_click_in_the_mail(client, action):
    assert FORM in links(look_at("/actieagenda/samen-roosteren/"))
    assert "Kijk in je mail" in client.post(FORM, {"email": "Noor@example.org"}).text
    (message,) = deliver()
    assert message.to == ["noor@example.org"]
    address = link_in(message, "/volgen/bevestigen/")
    client.get(address)
    assert Subscription.objects.confirmed().count() == 0
    for _ in range(2):
        assert "<h1>Je volgt dit nu</h1>" in client.post(address).text
    assert Subscription.objects.confirmed().get().action == action


def test_a_page_does_not_tell_who_follows(client, subscription):
    known, unknown = (
        client.post(FORM, {"email": f"{name}@example.org"}).text.replace(name, "")
        for name in ("noor", "xyzzy")
    )
    assert known == unknown
    assert [message.to for message in deliver()] == [["xyzzy@example.org"]]


def test_a_pact_and_a_region_are_followed_too(client, db):
    PactFactory(slug="zorgpact-twente")
    RegionFactory(slug="twente")
    for address in ("/volgen/pact/zorgpact-twente/", "/volgen/regio/twente/"):
        client.post(address, {"email": "noor@example.org"})
    assert (Follower.objects.count(), Subscription.objects.count()) == (1, 2)


@pytest.mark.parametrize("address", ["/volgen/actie/weg/", "/volgen/plan/x/"])
def test_what_is_not_there_cannot_be_followed(client, db, address):
    assert client.get(address).status_code == 404


def test_a_wrong_address_is_told(client, action):
    response = client.post(FORM, {"email": "geen adres"})
    assert response.context["form"].errors == {
        "email": ["Dit adres klopt niet helemaal. Schrijf het zoals naam@organisatie.nl."]
    }


# --- The digest ---------------------------------------------------------------------------------------------------


def test_a_digest_tells_what_changed_and_no_more(clock, subscription, action):
    make_public(ProgressNoteFactory.build(action=action, noted_on=date(2031, 3, 3), text="Het loopt."))
    Action.objects.update(status="klaar", due_on=date(2031, 10, 1))
    ActionFactory(title="Van een ander")
    (body,) = next_month(clock)
    assert [line for line in body.splitlines() if line.startswith("- ")] == [
        "- 3 maart 2031: Het loopt.",
        "- De stand was loopt en is klaar.",
        "- De datum was 1 september 2031 en is 1 oktober 2031.",
    ]
    assert "Van een ander" not in body


def test_an_empty_digest_is_not_sent(clock, subscription):
    assert next_month(clock) == []
    assert not Mail.objects.exists()


def test_nothing_is_told_twice_or_lost_by_a_pause(clock, subscription, action):
    Action.objects.update(status="klaar")
    log_changes()
    clock.shift(days(200))  # the clock of the site stood still
    (first,) = next_month(clock)
    Action.objects.update(status="loopt")
    (second,) = next_month(clock)
    assert ("De stand was loopt en is klaar." in first, "is klaar." in second) == (True, False)
    assert next_month(clock) == []


def test_one_digest_a_month_however_often_the_clock_runs(clock, subscription):
    Action.objects.update(status="klaar")
    assert len(next_month(clock)) == 1
    Action.objects.update(status="loopt")
    log_changes()
    clock.shift(days(1))
    assert write_digests() == 0


def test_one_mail_for_all_that_somebody_follows(clock, subscription, action):
    region = RegionFactory()
    confirm(SubscriptionFactory(follower=subscription.follower, region=region).pk)
    ActionFactory(title="Nieuw in Twente", regions=[region])
    Action.objects.filter(pk=action.pk).update(status="klaar")
    (body,) = next_month(clock)
    assert ("- Deze actie is nieuw." in body, "Nieuw in Twente" in body, "Samen roosteren" in body) == (
        True,
        True,
        True,
    )


def test_who_follows_a_pact_hears_of_its_actions(clock, action):
    pact = PactFactory()
    log_changes()
    confirm(SubscriptionFactory(pact=pact).pk)
    ActionFactory(title="Van dit pact", pact=pact)
    ActionFactory(title="Van geen pact")
    (body,) = next_month(clock)
    assert ("Van dit pact" in body, "Van geen pact" in body) == (True, False)


def test_what_waits_for_an_editor_or_is_taken_from_the_site_is_not_told(clock, subscription, action):
    ProgressNoteFactory(action=action, state="wacht", text="Nog niet.")
    Action.objects.update(status="klaar")
    log_changes()
    Action.objects.update(live=False)
    assert next_month(clock) == []


def test_the_log_knows_what_any_screen_or_publication_changed_once(action):
    assert (log_changes(), log_changes()) == (1, 0)
    action.refresh_from_db()
    action.due_on = date(2031, 12, 1)
    action.save_revision().publish()
    assert (log_changes(), log_changes()) == (1, 0)
    assert list(Change.objects.values_list("kind", "before", "after")) == [
        ("nieuw", "", "loopt"),
        ("datum", "2031-09-01", "2031-12-01"),
    ]


def test_the_log_knows_a_date_that_comes_and_one_that_goes(clock, db):
    action = ActionFactory()
    log_changes()
    for due_on in (date(2031, 12, 1), None):
        Action.objects.filter(pk=action.pk).update(due_on=due_on)
        assert log_changes() == 1
    told = [change.words for change in Change.objects.filter(kind="datum")]
    assert told == [
        "De datum was nog niet bekend en is 1 december 2031.",
        "De datum was 1 december 2031 en is nog niet bekend.",
    ]


# --- Leaving ------------------------------------------------------------------------------------------------------


@pytest.fixture
def leave_link(clock, subscription):
    Action.objects.update(status="klaar")
    log_changes()
    clock.shift(days(31))
    write_digests()
    (message,) = deliver()
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = message.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    assert link.startswith("/volgen/stoppen/")
    return link


def test_one_click_in_a_mail_program_leaves_all_and_forgets_the_address(client, leave_link):
    client.get(leave_link)
    assert Follower.objects.count() == 1
    client.post(leave_link, {"List-Unsubscribe": "One-Click"})
    assert (Follower.objects.count(), Subscription.objects.count(), client.get(leave_link).status_code) == (
        0,
        0,
        404,
    )


def test_one_thing_is_left_and_the_rest_stays(client, leave_link, subscription):
    region = RegionFactory(title="Twente")
    other = confirm(SubscriptionFactory(follower=subscription.follower, region=region).pk)
    stranger = SubscriptionFactory()
    client.post(leave_link, {"subscription": str(subscription.pk)})
    client.post(leave_link, {"subscription": str(stranger.pk)})
    client.post(leave_link, {"subscription": "alles"})
    assert set(Subscription.objects.all()) == {other, stranger}
    assert texts(look_at(leave_link), ".rows a") == ["Twente"]


def test_leaving_costs_the_same_for_one_and_for_many(
    client, leave_link, subscription, django_assert_num_queries
):
    assert resolve(leave_link).url_name == "follow_leave"
    client.get(leave_link)
    with django_assert_num_queries(3):
        client.get(leave_link)
    for _ in range(3):
        confirm(SubscriptionFactory(follower=subscription.follower, region=RegionFactory()).pk)
    with django_assert_num_queries(3):
        client.get(leave_link)


def test_the_form_and_its_confirmation_ask_little(client, action, django_assert_num_queries):
    assert resolve(FORM).url_name == "follow_create"
    client.get(FORM)
    with django_assert_num_queries(2):
        client.get(FORM)
    client.post(FORM, {"email": "noor@example.org"})
    address = link_in(deliver()[0], "/volgen/bevestigen/")
    assert resolve(address).url_name == "follow_confirm"
    with django_assert_num_queries(2):
        client.get(address)
