"""The admin in Dutch: its words, the names of rights, and dates as people here write them."""

import ast
import gettext
import json
import re
from datetime import date, datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import ActionFactory, EventFactory, NewsPageFactory, OrganisationFactory, site_tree
from tests.forms import action_form
from tests.pages import look_at, texts
from zorgpact.agenda.models import Action
from zorgpact.users.permission_names import name_permissions

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LOCALE = settings.BASE_DIR / "zorgpact" / "cms" / "locale" / "nl" / "LC_MESSAGES"
SPOKEN = ("aria-label", "title", "placeholder", "alt")
ENGLISH = re.compile(
    r"\b(Password|Moderators|Editors|Root$|approval|Editor Guide|Checks|Bold|Italic|File|Actions|Delete|"
    r"Can \w+|(?:Add|Change|Edit|Publish|Unlock|Choose) \w+|Created at|Updated|Permissions|Settings)\b"
)
SCREENS = [
    "/admin/",
    "/admin/pages/",
    "/admin/images/",
    "/admin/documents/multiple/add/",
    "/admin/collections/add/",
    "/admin/users/",
    "/admin/users/new/",
    "/admin/groups/",
    "/admin/groups/new/",
    "/admin/workflows/list/",
    "/admin/workflows/tasks/index/",
    "/admin/reports/site-history/",
    "/admin/redirects/add/",
    "/admin/account/",
    "/admin/snippets/pacts/region/",
    "/admin/snippets/events/event/add/",
    "/admin/voortgang/",
]


def words(page) -> set[str]:
    """What a screen says aloud or in print, and the labels of its menu."""
    menu = page.find(id="wagtail-sidebar-props")
    labels = set(re.findall(r'"label": ("[^"]+")', menu.string)) if menu else set()
    spoken = {element[name] for name in SPOKEN for element in page.find_all(attrs={name: True})}
    for hidden in page(["script", "style", "template"]):
        hidden.decompose()
    return {json.loads(label) for label in labels} | spoken | set(page.stripped_strings)


def spoken_buttons(page) -> list[str]:
    """Also those that only a screen reader says."""
    return [button["value"] for button in page.select("input[type=submit][value]")]


def english_in(page) -> list[str]:
    return sorted(said for said in words(page) if ENGLISH.search(said))


@pytest.mark.parametrize("address", SCREENS)
def test_no_screen_of_the_admin_speaks_english(admin_user, signed_in, address):
    assert english_in(look_at(address, signed_in(admin_user))) == []


def test_an_article_is_written_in_dutch(admin_user, signed_in):
    site_tree()
    address = reverse("wagtailadmin_pages:edit", args=[NewsPageFactory().pk])
    assert english_in(look_at(address, signed_in(admin_user))) == []


def test_the_button_beside_the_search_box_is_dutch(admin_client):
    assert spoken_buttons(look_at("/admin/", admin_client)) == ["Zoeken"]


def test_the_columns_of_the_list_of_sites_are_dutch(admin_client):
    site_tree()
    assert texts(look_at("/admin/sites/", admin_client), "th") == [
        "Site",
        "Poortnummer",
        "Sitenaam",
        "Beginpagina",
        "Standaard?",
    ]


def test_the_form_of_a_group_names_the_page_in_dutch(admin_client):
    label = '<label class="w-field__label w-sr-only" for="id_page_permissions-__prefix__-page"'
    _, _, after = admin_client.get("/admin/groups/new/").text.partition(label)
    assert after.partition(">")[2].partition("<")[0].strip() == "Pagina"


def test_nobody_is_no_none_in_the_report_of_ageing_pages(admin_client):
    site_tree()
    NewsPageFactory().save_revision().publish()
    table = look_at("/admin/reports/aging-pages/", admin_client).select_one("table.listing")
    assert texts(table, "tbody tr td:nth-of-type(4)") == ["Onbekend"]


def test_yes_and_no_are_dutch_for_who_hears_the_list(admin_client):
    assert texts(look_at("/admin/users/", admin_client), "td .w-sr-only")[-1:] == ["nee"]


def test_one_logs_in_in_dutch():
    assert english_in(look_at("/account/inloggen/", Client())) == []


def test_every_right_has_a_dutch_name():
    names = Permission.objects.values_list("name", flat=True)
    assert [name for name in names if ENGLISH.search(name)] == []
    assert Permission.objects.get(codename="publish_region").name == "regio publiceren"


def test_a_right_that_somebody_renamed_keeps_its_name():
    Permission.objects.filter(codename="add_region").update(name="nieuwe regio’s maken")
    name_permissions()
    assert Permission.objects.get(codename="add_region").name == "nieuwe regio’s maken"


def test_the_compiled_words_are_those_that_we_can_read():
    """Like `compilemessages`, which needs a program that not everybody has."""
    source = (LOCALE / "django.po").read_text(encoding="utf-8")
    pairs = re.findall(r'^msgid (".+")\nmsgstr (".+")$', source, re.MULTILINE)
    with (LOCALE / "django.mo").open("rb") as compiled:
        dutch = gettext.GNUTranslations(compiled)
    read = {ast.literal_eval(english): ast.literal_eval(said) for english, said in pairs}
    assert {english: dutch.gettext(english) for english in read} == read


# --- Dates --------------------------------------------------------------------------------------------------------


def value_of(page, name: str) -> str:
    return page.find("input", {"name": name})["value"]


def test_a_field_shows_a_date_as_people_write_it(admin_user, signed_in):
    action = ActionFactory(due_on=date(2026, 11, 25))
    page = look_at(reverse("wagtailsnippets_agenda_action:edit", args=[action.pk]), signed_in(admin_user))
    assert value_of(page, "due_on") == "25-11-2026"


def test_a_field_shows_a_day_and_time_as_people_write_them(admin_user, signed_in):
    start_at = timezone.make_aware(datetime(2026, 11, 25, 9, 30))
    event = EventFactory(start_at=start_at, end_at=start_at + timedelta(hours=3))
    page = look_at(reverse("wagtailsnippets_events_event:edit", args=[event.pk]), signed_in(admin_user))
    assert value_of(page, "start_at") == "25-11-2026 09:30"


def test_a_list_shows_dates_as_people_write_them(admin_client):
    start_at = timezone.make_aware(datetime(2026, 11, 25, 9, 30))
    EventFactory(start_at=start_at, end_at=start_at + timedelta(hours=2))
    page = look_at("/admin/snippets/events/event/", admin_client)
    assert "25-11-2026 09:30" in texts(page, "table.listing td")


def test_a_date_can_be_typed_as_people_write_it(admin_user, signed_in):
    form = action_form(OrganisationFactory(), is_national="on", due_on="25-11-2026")
    publish = {"action-publish": "action-publish"}
    signed_in(admin_user).post(reverse("wagtailsnippets_agenda_action:add"), {**form, **publish})
    assert Action.objects.get().due_on == date(2026, 11, 25)
