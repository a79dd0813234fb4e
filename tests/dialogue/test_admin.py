"""Editors and organisers keep what a session yielded, and make actions of it."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from tests.factories import (
    ActionFactory,
    DialogueFactory,
    EventFactory,
    OrganisationFactory,
    PactFactory,
    RegionFactory,
    ThreadFactory,
    TopicFactory,
)
from tests.forms import action_form
from zorgpact.agenda.models import Action
from zorgpact.dialogue.models import Dialogue, ThreadAction
from zorgpact.users.roles import ORGANISERS

pytestmark = pytest.mark.django_db
PUBLISH = {"action-publish": "action-publish"}


@pytest.fixture
def organiser(bram, signed_in):
    bram.groups.add(Group.objects.get(name=ORGANISERS))
    return signed_in(bram)


@pytest.fixture
def thread():
    event = EventFactory(
        title="Aan tafel",
        past=True,
        pact=PactFactory(),
        regions=[RegionFactory(title="Twente")],
        topics=[TopicFactory(name="Leren")],
    )
    return ThreadFactory(dialogue__event=event, text="Leer waar je werkt")


def outcomes_form(event, threads=(), contributions=()):
    return nested_form_data(
        {
            "event": event.pk,
            "threads": inline_formset(
                [{**thread, "thread_actions": inline_formset(thread["thread_actions"])} for thread in threads]
            ),
            "contributions": inline_formset(list(contributions)),
        }
    )


def test_the_form_of_a_session_leads_to_its_outcomes(organiser):
    event = EventFactory(past=True)
    page = organiser.get(reverse("wagtailsnippets_events_event:edit", args=[event.pk])).content.decode()
    assert reverse("opbrengst:of_session", args=[event.pk]) in page


def test_a_session_without_outcomes_gets_a_form_with_the_session_filled_in(organiser):
    event = EventFactory(past=True)
    answer = organiser.get(reverse("opbrengst:of_session", args=[event.pk]), follow=True)
    assert answer.context["form"].instance.event == event
    dialogue = DialogueFactory(event=event)
    answer = organiser.get(reverse("opbrengst:of_session", args=[event.pk]))
    assert answer.url == reverse("opbrengst:edit", args=[dialogue.pk])


def test_an_organiser_keeps_threads_in_order_with_their_actions_and_the_points(organiser):
    event, action = EventFactory(past=True), ActionFactory()
    form = outcomes_form(
        event,
        threads=[
            {"text": "Eerst", "ORDER": "1", "thread_actions": [{"action": action.pk, "ORDER": "1"}]},
            {"text": "Daarna", "ORDER": "2", "thread_actions": []},
        ],
        contributions=[{"text": "Bel de gemeente", "kind": "actiepunt", "table": "4", "ORDER": "1"}],
    )
    assert organiser.post(reverse("opbrengst:add"), form).status_code == 302
    dialogue = Dialogue.objects.get(event=event)
    assert [thread.text for thread in dialogue.threads.all()] == ["Eerst", "Daarna"]
    assert list(dialogue.threads.first().thread_actions.values_list("action", flat=True)) == [action.pk]
    assert list(dialogue.contributions.values_list("text", "kind", "table")) == [
        ("Bel de gemeente", "actiepunt", 4)
    ]


def test_an_action_made_of_a_thread_knows_what_the_session_knows(organiser, thread):
    event = thread.dialogue.event
    form = organiser.get(reverse("opbrengst:make_action", args=[thread.pk])).context["form"]
    assert (form["title"].value(), form["pact"].value()) == ("Leer waar je werkt", event.pact_id)
    assert form["regions"].value() == [event.regions.get().pk]
    assert "Leren" in str(form["topics"])


def test_an_action_made_of_a_thread_hangs_on_it(organiser, thread):
    region = thread.dialogue.event.regions.get()
    form = action_form(OrganisationFactory(), regions=[str(region.pk)])
    organiser.post(reverse("opbrengst:make_action", args=[thread.pk]), {**form, **PUBLISH})
    action = Action.objects.published().get()
    assert list(ThreadAction.objects.values_list("thread", "action")) == [(thread.pk, action.pk)]


def test_a_saved_thread_offers_to_make_an_action(organiser, thread):
    page = organiser.get(reverse("opbrengst:edit", args=[thread.dialogue_id])).content.decode()
    assert reverse("opbrengst:make_action", args=[thread.pk]) in page


def test_the_list_of_outcomes_costs_the_same_for_three_as_for_one(organiser, django_assert_max_num_queries):
    counts = []
    for number in (1, 2):
        DialogueFactory.create_batch(number)
        organiser.get(reverse("opbrengst:index"))
        with django_assert_max_num_queries(15) as queries:
            answer = organiser.get(reverse("opbrengst:index"), {"q": "dialoogsessie"})
        assert len(answer.context["object_list"]) == Dialogue.objects.count()
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", ["index", "add"])
def test_outcomes_are_for_who_may_keep_them(chris, signed_in, client, name):
    address = reverse(f"opbrengst:{name}")
    assert signed_in(chris).get(address).status_code == 403
    assert client.get(address).status_code == 302


def test_outcomes_of_a_session_that_is_not_there(organiser):
    assert organiser.get(reverse("opbrengst:of_session", args=[999])).status_code == 404
