"""Who is asked, joins or follows: private everywhere, known for as long as it is needed, and erased by address."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import serializers
from django.utils import timezone
from wagtail.models import ReferenceIndex

from events import erasing
from events.templatetags.event_tags import retention_periods
from tests.agenda.conftest import days, deliver
from tests.factories import (
    ActionFactory,
    ContactPersonFactory,
    FollowerFactory,
    HandoverFactory,
    JoiningFactory,
    PlanFactory,
    ReportRequestFactory,
    SubscriptionFactory,
)
from tests.pages import look_at, texts
from tests.search.index import fill_index
from zorgpact.agenda.asking import ask_owners
from zorgpact.agenda.models import Action, ContactPerson, Follower, Joining, Mail, ProgressNote, ReportRequest
from zorgpact.agenda.reporting import Report, renew, report
from zorgpact.agenda.retention import forget_old

pytestmark = pytest.mark.django_db
MARKER = "kenmerkje"
ADDRESS = f"{MARKER}@example.org"


@pytest.fixture(autouse=True)
def erased_file(settings, tmp_path):
    settings.ERASED_FILE = tmp_path / "gewist.txt"


@pytest.fixture
def marked(action, owner):
    """Somebody with a marker in everything that is kept of them."""
    person = ContactPersonFactory(
        organisation=owner, name=MARKER, email=ADDRESS, phone=MARKER, actions=[action]
    )
    ask_owners()
    deliver()
    request = ReportRequest.objects.get(email=ADDRESS)
    HandoverFactory(
        request=ReportRequestFactory(actions=[action]), action=action, successor=person, remark=MARKER
    )
    renew(request.pk, {str(action.pk): {"remark": MARKER}})
    other = ReportRequestFactory(email="ander@example.org", typed={"1": {"email": ADDRESS}})
    JoiningFactory(action=action, name=MARKER, email=ADDRESS, confirmed_at=timezone.now(), state="akkoord")
    SubscriptionFactory(follower=FollowerFactory(email=ADDRESS), action=action)
    report(request.pk, {action.pk: Report("op-schema", "Het loopt.")}, {})
    return other


def everything_in_the_database() -> str:
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return "".join(serializers.serialize("json", model._base_manager.all()) for model in models)


# --- Private ------------------------------------------------------------------------------------------------------


def test_nobody_behind_an_action_shows_on_the_site(client, marked, action):
    ProgressNote.objects.update(state="openbaar")
    for address in ("/actieagenda/", "/actieagenda/samen-roosteren/", f"/organisaties/{action.owner.slug}/"):
        assert MARKER not in client.get(address).text.lower()


def test_nobody_behind_an_action_is_in_the_search_index_or_the_index_of_references(marked):
    fill_index()
    indexed = [model._base_manager.all() for model in apps.get_app_config("search").get_models()]
    assert MARKER not in "".join(serializers.serialize("json", rows) for rows in indexed).lower()
    kinds = {"contactperson", "reportrequest", "joining", "follower", "subscription", "mail", "link"}
    referred = ReferenceIndex.objects.filter(base_content_type__app_label="agenda")
    assert kinds.isdisjoint(referred.values_list("base_content_type__model", flat=True))


# --- Erased by address --------------------------------------------------------------------------------------------


def test_erasing_leaves_nothing_behind_but_what_the_organisation_said(marked):
    assert MARKER in everything_in_the_database()
    erasing.erase(ADDRESS.upper())
    assert MARKER not in everything_in_the_database().lower()
    assert (ProgressNote.objects.get().text, Joining.objects.get().text) == (
        "Het loopt.",
        "Vijf leerplekken in de wijk.",
    )
    assert ReportRequest.objects.filter(pk=marked.pk).exists()


def test_an_administrator_sees_what_will_go(marked, admin_client):
    page = look_at(f"/admin/aanmeldingen/wis/?adres={ADDRESS}", admin_client)
    kinds = [line.split(":")[0] for line in texts(page, "main li") if line.startswith("Actieagenda, ")]
    assert kinds == [
        "Actieagenda, contactpersoon",
        "Actieagenda, vraag om voortgang",
        "Actieagenda, vraag om voortgang",
        "Actieagenda, deelname",
        "Actieagenda, volgt",
    ]


def test_what_is_kept_can_be_handed_over(marked):
    rows = json.loads(json.dumps(erasing.as_data(ADDRESS), default=str))
    assert [row["kind"] for row in rows] == [
        "contactpersoon",
        "vraag om voortgang",
        "vraag om voortgang",
        "deelname",
        "volgt",
    ]
    assert (rows[0]["phone"], rows[0]["about"]) == (MARKER, "De Brug")


def test_who_was_erased_goes_again_after_a_restore(clock, owner):
    ContactPersonFactory(organisation=owner, email=ADDRESS)
    erasing.erase(ADDRESS)
    back = ContactPersonFactory(organisation=owner, email=ADDRESS)
    ContactPerson.objects.filter(pk=back.pk).update(created_at=timezone.now() - timedelta(days=9))
    clock.shift(days(1))
    stays = ContactPersonFactory()
    anew = FollowerFactory(email=ADDRESS)
    assert (erasing.erase_again(), erasing.erase_again()) == (1, 0)
    assert (list(ContactPerson.objects.all()), list(Follower.objects.all())) == ([stays], [anew])


# --- Forgotten by the clock ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "is_kept"), [(90, True), (91, False)])
def test_a_contact_person_is_erased_ninety_days_after_the_last_open_action(
    clock, action, fatima, number, is_kept
):
    Action.objects.update(status="klaar")
    forget_old()
    clock.shift(days(number))
    forget_old()
    assert ContactPerson.objects.exists() == is_kept


@pytest.mark.parametrize("relation", ["actions", "plans", "fallback"])
def test_who_still_has_an_open_action_stays(clock, db, relation):
    plan = PlanFactory()
    person = ContactPersonFactory(is_fallback=relation == "fallback")
    owner = {"owner": person.organisation} if relation == "fallback" else {}
    action = ActionFactory(plan=plan, **owner)
    if relation != "fallback":
        getattr(person, relation).add(action if relation == "actions" else plan)
    for _ in range(3):
        forget_old()
        clock.shift(days(100))
    assert ContactPerson.objects.exists()


def test_who_gets_an_open_action_again_is_not_forgotten(clock, action, fatima):
    Action.objects.update(status="klaar")
    forget_old()
    Action.objects.update(status="loopt")
    forget_old()
    assert ContactPerson.objects.get().idle_since is None


def test_questions_go_and_what_was_told_stays(clock, action):
    ask_owners()
    report(ReportRequest.objects.get().pk, {action.pk: Report("op-schema", "Het loopt.")}, {})
    clock.shift(days(150))
    forget_old()
    assert ReportRequest.objects.count() == 1
    clock.shift(days(1))
    forget_old()
    assert (ReportRequest.objects.count(), Mail.objects.count()) == (0, 0)
    assert (ProgressNote.objects.get().text, ProgressNote.objects.get().request) == ("Het loopt.", None)


def test_who_never_clicked_is_forgotten_after_a_week(clock, action):
    JoiningFactory(action=action)
    SubscriptionFactory(action=action)
    clock.shift(days(6))
    forget_old()
    assert (Joining.objects.count(), Follower.objects.count()) == (1, 1)
    clock.shift(days(2))
    forget_old()
    assert (Joining.objects.count(), Follower.objects.count()) == (0, 0)


def test_forgetting_twice_changes_nothing(clock, marked):
    clock.shift(days(400))
    assert [forget_old() > 0, forget_old()] == [True, 0]


def test_the_privacy_page_says_how_long(settings):
    settings.RETENTION_DAYS = {**settings.RETENTION_DAYS, "contacts": 30}
    assert (
        "Wie we vragen hoe het met een actie gaat",
        "30 dagen na de laatste open actie",
    ) in retention_periods()
