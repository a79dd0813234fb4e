"""The commands that write the whole site and load it: what they keep from others, and what they refuse."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from pacts.models import Organisation, Region
from tests import factories
from tests.operations.whole_site import empty, there_and_back
from zorgpact.cms.models import CustomDocument, SiteSettings
from zorgpact.operations.site_export import SiteExport
from zorgpact.taxonomy.models import Topic

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_what_is_shielded_stays_shielded(client, tmp_path):
    factories.site_tree()
    page = factories.StandardPageFactory(title="Intern", slug="intern")
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="demo")
    collection = Collection.get_first_root_node().add_child(name="Intern")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    factories.DocumentFactory(collection=collection)
    SiteSettings.load()
    there_and_back(tmp_path)
    assert client.get("/intern/").status_code == 302
    assert client.get(CustomDocument.objects.get().url).status_code == 302


def test_what_is_gone_is_referred_to_by_nothing(tmp_path):
    factories.site_tree()
    document = factories.DocumentFactory()
    block = {"document": document, "title": "Plan", "text": ""}
    factories.NewsPageFactory(body=[("document", block)], slug="nieuws-zonder")
    document.delete()
    SiteExport(tmp_path).write()
    [page] = json.loads((tmp_path / "nieuwsberichten.json").read_text())
    assert page["body"][0]["value"]["document"] is None


def test_the_queries_do_not_grow_with_actions_and_rounds(tmp_path):
    factories.site_tree()
    SiteSettings.load()
    tagged = {"regions": [factories.RegionFactory()], "topics": [factories.TopicFactory()]}
    counts = []
    for number in (1, 2, 3):
        for action in factories.ActionFactory.create_batch(number, **tagged):
            factories.ThreadFactory(actions=[action])
        factories.AmbitionFactory.create_batch(number)
        factories.frozen_round(date(2019, number, 1))
        with CaptureQueriesContext(connection) as queries:
            SiteExport(tmp_path / str(number)).write()
        counts.append(len(queries))
    assert counts[1:] == [counts[0]] * 2


# --- The commands ---------------------------------------------------------------------------------------------------


def test_a_zip_goes_there_and_comes_back(tmp_path, capsys):
    factories.site_tree()
    factories.KoploperPageFactory()
    factories.OrganisationFactory(title="ROC Twente", slug="roc-twente")
    factories.RegionFactory(title="Twente", slug="twente")
    call_command("export_site", str(tmp_path / "site.zip"))
    empty()
    # What `setup` makes is brought up to date.
    factories.RegionFactory(title="Twente", slug="twente", introduction="Nog leeg.")
    factories.OrganisationFactory(title="ROC Twente", slug="roc-twente", place="")
    capsys.readouterr()
    call_command("load_site", str(tmp_path / "site.zip"))
    assert "\nkoplopers: 1\n" in capsys.readouterr().out
    assert Region.objects.get().introduction == "In deze regio werken zorg, onderwijs en overheid samen."
    assert Organisation.objects.get(slug="roc-twente").place == "Utrecht"


def test_a_site_with_content_is_left_alone(tmp_path):
    factories.TopicFactory()
    SiteExport(tmp_path / "site").write()
    with pytest.raises(CommandError, match="Deze site is niet leeg: er zijn al onderwerpen"):
        call_command("load_site", str(tmp_path / "site"))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("acties.json", None, "acties.json ontbreekt"),
        ("acties.json", "[", "acties.json is geen goede JSON"),
        ("acties.json", '[{"title": "x"}]', "niet in de vorm die export_site schrijft"),
        ("acties.json", '[{"key": "x", "slug": "x", "title": "x", "owner": "weg"}]', "niet in de vorm"),
    ],
)
def test_what_cannot_be_loaded_is_said_and_nothing_of_it_stays(tmp_path, name, content, said):
    factories.site_tree()
    factories.TopicFactory()
    SiteExport(tmp_path).write()
    empty()
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(CommandError, match=said):
        call_command("load_site", str(tmp_path))
    assert not Topic.objects.exists()


def test_nothing_is_written_over(tmp_path):
    (tmp_path / "iets.txt").write_text("bewaar mij")
    with pytest.raises(CommandError, match="bestaat al"):
        call_command("export_site", str(tmp_path))


@pytest.mark.parametrize(("name", "said"), [("weg.zip", "bestaat niet"), ("geen.zip", "is geen zip-bestand")])
def test_a_zip_that_is_none_is_refused_in_a_sentence(tmp_path, name, said):
    (tmp_path / "geen.zip").write_text("geen zip")
    with pytest.raises(CommandError, match=said):
        call_command("load_site", str(tmp_path / name))
