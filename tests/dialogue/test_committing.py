"""Who takes up what: written down in the room, an action once its owner or the organiser confirms it."""

import re
from datetime import date

import pytest
from django.core import mail as mailbox
from django.urls import reverse

from tests.factories import CommitmentFactory, OrganisationFactory, RegionFactory, TopicFactory
from tests.pages import look_at, text, texts
from zorgpact.agenda.models import Action
from zorgpact.dialogue.changing import undo
from zorgpact.dialogue.committing import CannotConfirm, ask_again, confirm
from zorgpact.dialogue.facilitating import make_thread
from zorgpact.dialogue.mail import deliver_due
from zorgpact.dialogue.models import Commitment, CommitmentMail, Dialogue, LogEntry, ThreadAction

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SAID = {
    "doe": "toezegging",
    "text": "Wij openen een leerafdeling",
    "organisation_name": "zorggroep de brug",
    "person_name": "Fatima Demir",
    "person_email": "Fatima@Example.org",
    "due_on": "2030-03-01",
}


@pytest.fixture
def organisation(db):
    return OrganisationFactory(title="Zorggroep De Brug")


@pytest.fixture
def thread(room):
    (point,) = room.write("Leerafdelingen")
    return make_thread(room.leader, "Leer waar je werkt", [point.pk])


@pytest.fixture
def desk(room, thread):
    return reverse("lead_thread", args=[room.leader.token, thread.pk])


def mailed_link() -> str:
    assert deliver_due() == 1
    return re.search(r"http://testserver(/toezegging/\S+)", mailbox.outbox[-1].body)[1]


def test_a_commitment_is_written_down_on_the_page_of_its_thread(room, client, desk, thread, organisation):
    region = RegionFactory(title="Twente")
    assert client.post(desk, {**SAID, "regions": region.slug}).status_code == 302
    commitment = Commitment.objects.get()
    assert (commitment.thread, commitment.organisation) == (thread, organisation)
    assert list(commitment.regions.all()) == [region]
    assert (commitment.person_email, commitment.due_on) == ("fatima@example.org", date(2030, 3, 1))
    assert texts(look_at(desk), ".rows li") == [
        "Wij openen een leerafdeling zorggroep de brug, klaar op 1 maart 2030"
    ]


def test_a_mistake_loses_nothing_that_was_typed(client, desk):
    answer = client.post(desk, {**SAID, "person_email": "geen adres", "due_on": "morgen"})
    assert "Er kloppen nog 2 dingen niet" in answer.text
    for typed in ("Wij openen een leerafdeling", "zorggroep de brug", "geen adres"):
        assert typed in answer.text
    client.post(desk, {**SAID, "regions": "9" * 30})
    assert not Commitment.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"person_name": "www.example.org"}, {"organisation_name": "http://x.nl"}, {"text": "\u202e"}]
)
def test_what_is_mailed_on_holds_no_link_and_nothing_unseen(client, desk, wrong):
    client.post(desk, {**SAID, **wrong})
    assert not Commitment.objects.exists()


def test_the_screen_and_the_log_do_not_say_who(room, client, desk):
    client.post(desk, SAID)
    room.go_to(7)
    shown = str(look_at(reverse("screen", args=[room.links["scherm"].token])))
    assert "Wij openen een leerafdeling" in shown
    log = str(list(room.dialogue.log.values_list("changes", flat=True)))
    for private in ("Fatima", "fatima", "example.org"):
        assert private not in shown and private not in log


def test_the_mailed_link_shows_and_a_click_makes_the_action(room, client, desk, thread, organisation):
    topic = TopicFactory(name="Leren")
    room.dialogue.event.topics.set([topic])
    room.dialogue.event.save()
    client.post(desk, SAID)
    link = mailed_link()
    for _ in range(2):  # as a mail scanner does
        assert text(look_at(link), "h1") == "Klopt deze toezegging?"
    assert not Action.objects.exists()
    assert client.post(link).status_code == 200
    action = Action.objects.published().get()
    assert (action.title, action.introduction, action.owner) == (SAID["text"], thread.text, organisation)
    assert (action.is_national, action.due_on, list(action.topics.all())) == (True, date(2030, 3, 1), [topic])
    assert ThreadAction.objects.get().thread == thread
    assert client.post(link).status_code == 200  # asked again
    assert Action.objects.count() == 1
    assert text(look_at(link), "h1") == "Dank je wel, het staat vast"


def test_an_organisation_that_nobody_knows_waits_for_an_editor(room, client, desk):
    client.post(desk, SAID)
    client.post(mailed_link())
    action = Action.objects.get()
    assert (action.live, action.owner.live, action.owner.title) == (False, False, "zorggroep de brug")


def test_two_actions_with_the_same_words_have_addresses_of_their_own(room, thread, organisation):
    fields = {"thread": thread, "dialogue": room.dialogue, "organisation": organisation}
    actions = [confirm(CommitmentFactory(**fields).pk, LogEntry.Role.OWNER) for _ in range(2)]
    assert [action.slug for action in actions] == [
        "wij-openen-een-leerafdeling",
        "wij-openen-een-leerafdeling-2",
    ]


def test_what_was_undone_is_not_mailed_and_cannot_be_confirmed(room, client, desk):
    client.post(desk, SAID)
    link = mailed_link()
    ask_again(Commitment.objects.get())
    undo(room.leader)
    assert deliver_due() == 0
    assert client.post(link).status_code == 410
    assert not Action.objects.exists()


def test_a_rehearsal_mails_nobody_and_makes_no_action(room, client, desk):
    Dialogue.objects.update(is_rehearsal=True)
    client.post(desk, SAID)
    assert not CommitmentMail.objects.exists()
    with pytest.raises(CannotConfirm):
        confirm(Commitment.objects.get().pk, LogEntry.Role.ORGANISER)


def test_asking_again_sends_one_mail(room, client, desk):
    client.post(desk, SAID)
    ask_again(Commitment.objects.get())
    assert deliver_due() == 1
    ask_again(Commitment.objects.get())
    assert deliver_due() == 1


def test_a_link_that_nobody_mailed_leads_on(client):
    answer = client.get("/toezegging/onbekend/")
    assert (answer.status_code, 'href="/actieagenda/"' in answer.text) == (404, True)
    assert client.put("/toezegging/onbekend/").status_code == 405


def test_the_pages_of_a_thread_and_of_a_commitment_ask_few_queries(
    room, client, desk, django_assert_max_num_queries
):
    client.post(desk, SAID)
    link = mailed_link()
    with django_assert_max_num_queries(14):  # "lead_thread"
        client.get(desk)
    with django_assert_max_num_queries(10):
        assert client.get(link).status_code == 200  # /toezegging/
