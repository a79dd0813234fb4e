"""The admin as a whole: who gets in, what it starts with, and what blocks look like."""

import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from tests.factories import DocumentFactory, ImageFactory, UserFactory, site_tree
from zorgpact.cms.blocks import BodyBlock
from zorgpact.cms.models import SiteSettings

pytestmark = [pytest.mark.django_db, pytest.mark.once]
BLOCKS = BodyBlock().child_blocks


@pytest.fixture
def editor(eva, signed_in):
    return signed_in(eva)


@pytest.mark.parametrize("name", BLOCKS)
@pytest.mark.parametrize("has_files", [False, True])
def test_every_block_shows_what_it_looks_like(editor, name, has_files):
    if has_files:
        ImageFactory()
        DocumentFactory()
    block = BLOCKS[name]
    assert block.is_previewable
    answer = editor.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert answer.status_code == 200
    assert "css/tokens.css" in answer.content.decode()


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_has_a_name_a_picture_and_a_template(name):
    meta = BLOCKS[name].meta
    assert (meta.template, bool(meta.label)) == (f"blocks/{name}.html", True)
    assert meta.icon != "placeholder"


def test_a_table_gives_its_template_headings_and_rows():
    value = BLOCKS["table"].get_preview_value()
    assert value.header == ["Jaar", "Studenten"]
    assert [[str(cell) for cell in row] for row in value.rows] == [["2017", "640"], ["2018", "720"]]


def test_an_editor_starts_with_what_there_is_to_do(editor):
    site_tree()
    page = editor.get("/admin/").content.decode()
    assert "Wat wil je doen?" in page
    assert "Schrijf een nieuwsbericht" in page
    assert "Bekijk de aanmeldingen" not in page


def test_someone_who_may_do_nothing_is_not_invited(signed_in):
    user = UserFactory(groups=[Group.objects.get(name="Organisatoren")])
    page = signed_in(user).get("/admin/").content.decode()
    assert "Zet een sessie op de agenda" in page
    assert "Schrijf een nieuwsbericht" not in page


def test_the_admin_speaks_dutch_and_bears_the_name_of_the_site(editor):
    page = editor.get("/admin/").content.decode()
    assert '<html lang="nl"' in page
    assert "- Zorgpact</title>" in page


def test_the_second_login_leads_to_the_first(client):
    answer = client.get("/_util/login/", {"next": "/admin/"})
    assert (answer.status_code, answer.url) == (302, "/account/inloggen/?next=%2Fadmin%2F")


def test_the_second_login_does_not_log_in(client):
    UserFactory(username="eva", password="een-lang-genoeg-wachtwoord")
    client.post("/_util/login/", {"username": "eva", "password": "een-lang-genoeg-wachtwoord"})
    assert "_auth_user_id" not in client.session


def test_an_editor_keeps_the_texts_that_stand_on_every_page(editor):
    path = reverse("wagtailsettings:edit", args=["cms", "sitesettings", 1])
    editor.get(reverse("wagtailsettings:edit", args=["cms", "sitesettings"]))
    settings = SiteSettings.load()
    form = {
        "name": "Zorgpact",
        "tagline": "Samen leren",
        "contact_email": "info@example.org",
        "contact_phone": "",
        "address": "",
        "footer_text": "null",
        "colophon": "",
        "social_links": streamfield([("channel", {"label": "LinkedIn", "url": "https://example.org/"})]),
    }
    answer = editor.post(path.replace("/1/", f"/{settings.pk}/"), nested_form_data(form))
    assert answer.status_code == 302
    assert SiteSettings.objects.get().social_links[0].value["label"] == "LinkedIn"


def test_the_menu_has_a_group_for_each_task(admin_user, signed_in):
    page = signed_in(admin_user).get("/admin/").content.decode()
    labels = set(re.findall(r'"label": "([^"]+)"', page))
    assert labels >= {"Agenda", "Onderwerpen", "Voortgang", "Aanmeldingen", "Gemeenten"}
    assert "Snippets" not in labels


def test_topics_are_kept_in_the_admin(editor):
    path = reverse("wagtailsnippets_taxonomy_topic:add")
    form = {"name": "Werkplezier", "kind": "thema", "description": "", "synonyms": ""}
    editor.post(path, form)
    page = editor.get(reverse("wagtailsnippets_taxonomy_topic:list"), {"q": "werkpl", "kind": "thema"})
    assert "Werkplezier" in page.content.decode()
