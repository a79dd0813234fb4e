"""The report of a session: a draft in one click, and reminders until something is published."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail as mailbox
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from tests.factories import (
    ActionFactory,
    CommitmentFactory,
    ContributionFactory,
    DialogueFactory,
    RegionFactory,
    ThreadFactory,
    TopicFactory,
    site_tree,
)
from tests.pages import look_at
from zorgpact.dialogue.models import Dialogue
from zorgpact.news.models import NewsPage, ReportReminder
from zorgpact.news.reminding import deliver_due, remind_organisers
from zorgpact.news.reports import CannotReport, draft
from zorgpact.users.roles import EDITORS, ORGANISERS

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def dialogue(db):
    """Closed just now, with a thread of two points, a hidden one, and a promise that became an action."""
    site_tree()
    region, topic = RegionFactory(title="Twente"), TopicFactory(name="Leren")
    dialogue = DialogueFactory(
        event__title="Aan <tafel>",
        event__slug="aan-tafel",
        event__regions=[region],
        event__topics=[topic],
        event__organiser_email="organisator@example.org",
        code="AAAAAA",
        state="afgelopen",
        closed_at=timezone.now(),
    )
    thread = ThreadFactory(dialogue=dialogue, text="Leer waar je werkt", votes=3)
    ThreadFactory(dialogue=dialogue, text="Zonder stippen")
    for text, state in (("Leerafdelingen", "getoond"), ("Geheim", "achter")):
        ContributionFactory(dialogue=dialogue, thread=thread, text=text, state=state, table=1)
    action = ActionFactory(title="Wij openen een leerafdeling", slug="leerafdeling")
    CommitmentFactory(thread=thread, action=action, confirmed_at=timezone.now())
    CommitmentFactory(thread=thread, text="Nog niet bevestigd")
    return dialogue


def become(user, role, signed_in) -> Client:
    user.groups.add(Group.objects.get(name=role))
    return signed_in(user)


@pytest.fixture
def address(dialogue):
    return reverse("make_report", args=[dialogue.pk])


# --- The draft ----------------------------------------------------------------------------------------------


def test_one_click_makes_a_draft_with_all_that_the_session_knows(dialogue, address, eva, signed_in):
    client = become(eva, EDITORS, signed_in)
    assert "Maak een conceptverslag" in client.get(reverse("gesprek:room", args=[dialogue.pk])).text
    answer = client.post(address)
    page = NewsPage.objects.get()
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.live, page.owner, page.kind) == (False, eva, "verslag")
    assert (page.title, page.dialogue) == ("Verslag van Aan <tafel>", dialogue)
    assert page.introduction == "1 punt van 1 tafel, 2 rode draden en 2 toezeggingen."
    assert [one.name for one in page.topics.all()] == ["Leren"]
    assert [one.title for one in page.regions.all()] == ["Twente"]
    assert page.published_on == timezone.localdate(dialogue.event.start_at)


def test_its_text_has_threads_votes_and_promises_with_links_and_nothing_hidden(dialogue, eva):
    eva.is_superuser = True
    page = draft(dialogue, eva)
    page.get_latest_revision().publish()
    shown = look_at(page.get_absolute_url())
    body = str(shown)
    assert "<b>Leer waar je werkt</b>: Leerafdelingen" in body
    rows = [[cell.get_text(strip=True) for cell in row] for row in shown.select("tbody tr")]
    assert [[cell for cell in row if cell] for row in rows] == [
        ["Leer waar je werkt", "3"],
    ]
    assert shown.select_one("a[href='/actieagenda/leerafdeling/']").text == "Wij openen een leerafdeling"
    assert "Aan &lt;tafel&gt;" in body
    for hidden in ("Geheim", "Fatima", "fatima@", "<tafel>"):
        assert hidden not in body


def test_a_second_click_leads_to_the_draft_that_exists(dialogue, address, eva, signed_in):
    client = become(eva, EDITORS, signed_in)
    assert client.post(address)["Location"] == client.post(address)["Location"]
    assert NewsPage.objects.count() == 1
    assert "Naar het conceptverslag" in client.get(reverse("gesprek:room", args=[dialogue.pk])).text


def test_who_writes_no_news_makes_no_report_and_reads_whom_to_ask(dialogue, address, bram, signed_in):
    client = become(bram, ORGANISERS, signed_in)
    assert client.post(address).headers["Location"] == reverse("wagtailadmin_home")
    assert not NewsPage.objects.exists()
    room = client.get(reverse("gesprek:room", args=[dialogue.pk])).text
    assert "Vraag een redacteur om het verslag te beginnen." in room
    assert address not in room


def test_who_writes_no_news_hears_no_title_of_a_draft(dialogue, address, eva, bram, signed_in):
    eva.is_superuser = True
    page = draft(dialogue, eva)
    page.title = "Nog geheim"
    page.save()
    client = become(bram, ORGANISERS, signed_in)
    room = reverse("gesprek:room", args=[dialogue.pk])
    answers = [client.post(address, follow=True), client.get(room)]
    assert [one.text.count("Nog geheim") for one in answers] == [0, 0]
    assert "Een redacteur is aan het verslag begonnen." in answers[1].text
    page.get_latest_revision().publish()
    assert look_at(room, client).select_one(f"a[href='{page.get_absolute_url()}']").text == "Lees het verslag"


def test_who_adds_news_but_may_not_change_that_of_others_hears_no_title_either(
    dialogue, address, eva, bram, signed_in
):
    eva.is_superuser = True
    page = draft(dialogue, eva)
    page.title = "Nog geheim"
    page.save()
    group = Group.objects.get(name=ORGANISERS)
    right = GroupPagePermission.objects.filter(permission__codename="add_page").first().permission
    GroupPagePermission.objects.create(group=group, page=page.get_parent(), permission=right)
    answer = become(bram, ORGANISERS, signed_in).post(address, follow=True)
    assert "Er is al een verslag begonnen. Vraag het aan een redacteur." in answer.text
    assert "Nog geheim" not in answer.text


def test_a_stranger_is_led_to_the_login_and_a_link_makes_nothing(address, client, eva, signed_in):
    assert client.post(address).status_code == 302
    assert become(eva, EDITORS, signed_in).get(address).status_code == 405
    assert not NewsPage.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"), [({"is_rehearsal": True}, "oefening"), ({"state": "bezig"}, "Sluit het gesprek")]
)
def test_there_is_no_report_of_a_rehearsal_or_before_the_end(dialogue, eva, wrong, sentence):
    Dialogue.objects.update(**wrong)
    eva.is_superuser = True
    with pytest.raises(CannotReport, match=sentence):
        draft(dialogue, eva)


# --- Reminding ----------------------------------------------------------------------------------------------


def after(days: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def reminded(*days: float) -> list[int]:
    """The day numbers of what is owed after the scheduler ran at these days after the session, each time twice."""
    for day in days:
        with after(day):
            remind_organisers()
            remind_organisers()
    return sorted(ReportReminder.objects.values_list("day", flat=True))


@pytest.mark.parametrize(
    ("days", "expected"),
    [((2.9,), []), ((3,), [3]), ((5,), [3]), ((3, 4, 7, 8), [3, 7]), ((8,), [7]), ((31,), [])],
)
def test_reminders_are_due_after_three_and_seven_days_each_once(dialogue, days, expected):
    assert reminded(*days) == expected


def test_the_organiser_gets_the_mail(dialogue):
    assert reminded(3) == [3]
    with after(3):
        assert deliver_due() == 1
        assert deliver_due() == 0
    (message,) = mailbox.outbox
    assert (message.to, message.subject) == (["organisator@example.org"], "Nog geen verslag: Aan <tafel>")
    assert f"/admin/gesprek/{dialogue.pk}/" in message.body


@pytest.mark.parametrize("how", ["outcomes", "report", "rehearsal"])
def test_nobody_is_reminded_once_it_is_published(dialogue, eva, how):
    reminded(3)
    if how == "report":
        eva.is_superuser = True
        draft(dialogue, eva).get_latest_revision().publish()
    else:
        Dialogue.objects.update(**({"state": "openbaar"} if how == "outcomes" else {"is_rehearsal": True}))
    assert reminded(7) == [3]
    with after(7):
        assert deliver_due() == 0  # what was owed already has nothing to say


def test_a_draft_is_not_published(dialogue, eva):
    eva.is_superuser = True
    draft(dialogue, eva)
    assert reminded(3) == [3]


def test_without_an_organiser_who_prepared_it_hears(dialogue, eva):
    dialogue.event.organiser_email = ""
    dialogue.event.save()
    Dialogue.objects.update(prepared_by=eva)
    reminded(3)
    with after(3):
        deliver_due()
    assert mailbox.outbox[0].to == [eva.email]


def test_when_nobody_is_known_the_admin_says_so(dialogue, eva, signed_in):
    dialogue.event.organiser_email = ""
    dialogue.event.save()
    assert reminded(3) == []
    Dialogue.objects.update(closed_at=timezone.now() - timedelta(days=4))
    page = become(eva, EDITORS, signed_in).get("/admin/").text
    assert "Sessies zonder verslag" in page and "Niemand krijgt een herinnering" in page
