"""Loading the regions and the names of places, from the real files."""

import shutil

import pytest
from django.conf import settings
from django.db import connection

from pacts.finding import find_regions
from pacts.models import Municipality, PlaceName, Region
from pacts.reference import BadReferenceFile, load_reference
from zorgpact.cms.editions import current_edition

FOLDER = settings.BASE_DIR / "fixtures" / "reference"


@pytest.fixture(scope="module")
def _reference(module_db):
    """Everything loaded once for this module."""
    load_reference(FOLDER)


@pytest.fixture
def reference(_reference, db):
    """Everything loaded; what a test changes is undone."""


@pytest.fixture
def copied_folder(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "reference")


def all_rows() -> list:
    return [list(model.objects.order_by("pk").values()) for model in (Region, Municipality, PlaceName)] + [
        sorted(Region.neighbours.through.objects.values_list("from_region", "to_region"))
    ]


def regions_at(name: str) -> set[str]:
    return {found.region.slug for found in find_regions(name)}


def replace_in(path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_country_is_complete(reference):
    assert (Region.objects.published().count(), Municipality.objects.count()) == (28, 342)


def test_every_municipality_is_drawn(reference):
    assert not Municipality.objects.exclude(outline__startswith="M").exists()


def test_every_region_has_an_outline_municipalities_and_neighbours(reference):
    bare = [
        region.slug
        for region in Region.objects.all()
        if not (
            region.outline.startswith("M")
            and region.detailed_outline.startswith("M")
            and region.municipalities.count()
            and region.neighbours.count()
        )
    ]
    assert bare == []


@pytest.mark.parametrize(
    ("name", "slugs"),
    [
        ("Zeewolde", {"flevoland"}),
        ("Eemnes", {"utrecht-en-omgeving"}),
        ("Nijkerk", {"amersfoort-en-omgeving"}),
        ("Deventer", {"stedendriehoek-en-noord-veluwe"}),
        ("Hoeksche Waard", {"rijnmond"}),
        ("Goeree-Overflakkee", {"rijnmond"}),
        ("Schiedam", {"haaglanden-en-nieuwe-waterweg-noord"}),
        ("Vlaardingen", {"haaglanden-en-nieuwe-waterweg-noord"}),
        ("Maassluis", {"haaglanden-en-nieuwe-waterweg-noord"}),
        ("Waalwijk", {"midden-brabant"}),
        ("Heusden", {"midden-brabant", "zuidoost-brabant"}),  # a municipality, and a place in Asten
        ("Zeeland", {"zeeland", "noordoost-brabant"}),  # a region, and a place in Maashorst
        ("Bergen", {"noord-holland-noord", "noord-en-midden-limburg"}),
        ("Den Haag", {"haaglanden-en-nieuwe-waterweg-noord"}),
        ("'s-Gravenhage", {"haaglanden-en-nieuwe-waterweg-noord"}),
        ("den bosch", {"noordoost-brabant"}),
        ("s Hertogenbosch", {"noordoost-brabant"}),
        ("Haaren", {"midden-brabant", "noordoost-brabant"}),
        ("Weesp", {"amsterdam"}),
        ("Ljouwert", {"friesland"}),
        ("sudwest fryslan", {"friesland"}),
        ("Groningen", {"groningen"}),
        ("Atlantis", set()),
    ],
)
def test_a_name_leads_to_its_regions(reference, name, slugs):
    assert regions_at(name) == slugs


def test_loading_again_changes_nothing(reference):
    before = all_rows()
    load_reference(FOLDER)
    assert all_rows() == before


def test_loading_again_keeps_the_texts_of_an_editor(reference):
    Region.objects.filter(slug="twente").update(title="Twente!", introduction="Noaberschap.", slug="noabers")
    load_reference(FOLDER)
    region = Region.objects.get(slug="noabers")
    assert (region.title, region.introduction) == ("Twente!", "Noaberschap.")


def test_loading_again_refreshes_the_facts(reference):
    region = Region.objects.get(slug="twente")
    outline = region.outline
    Region.objects.filter(pk=region.pk).update(outline="M0,0Z")
    Municipality.objects.filter(name="Almelo").update(region=Region.objects.get(slug="zeeland"))
    load_reference(FOLDER)
    region.refresh_from_db()
    assert (region.outline, Municipality.objects.get(name="Almelo").region) == (outline, region)


def test_refreshed_facts_do_not_publish_the_draft_of_an_editor(reference):
    region = Region.objects.get(slug="twente")
    region.title = "Een nieuwe naam"
    region.save_revision()
    Region.objects.filter(pk=region.pk).update(outline="M0,0Z")
    load_reference(FOLDER)
    region.refresh_from_db()
    draft = region.get_latest_revision_as_object()
    assert (region.title, draft.title, draft.outline) == ("Twente", "Een nieuwe naam", region.outline)


def test_a_database_of_an_older_version_gets_the_new_places(reference):
    """What 0.2.0 loaded: keys as they were, hamlets as places, and no official places."""
    nissewaard, borsele = (Municipality.objects.get(name=name) for name in ("Nissewaard", "Borsele"))
    PlaceName.objects.filter(name__in=["Nisse", "Alphen aan den Rijn", "Sint-Oedenrode"]).delete()
    wrong = PlaceName.objects.create(name="Nisse", key="nisse", kind="plaats", municipality=nissewaard)
    own = PlaceName.objects.create(name="St. Ons", key="stons", kind="andere naam", municipality=borsele)
    PlaceName.objects.filter(pk=own.pk).update(key="oud")
    load_reference(FOLDER)
    assert [found.municipality for found in find_regions("Nisse")] == ["Borsele"]
    assert [found.municipality for found in find_regions("Sint Ons")] == ["Borsele"]
    assert regions_at("St. Oedenrode") == {"noordoost-brabant"}
    assert PlaceName.objects.get(pk=wrong.pk).kind == PlaceName.Kind.HAMLET


def test_a_place_that_is_a_hamlet_already_is_not_doubled(reference):
    hamlet = PlaceName.objects.filter(kind=PlaceName.Kind.HAMLET).first()
    PlaceName.objects.create(
        name=hamlet.name, key=hamlet.key, kind="plaats", municipality=hamlet.municipality
    )
    before = PlaceName.objects.count()
    load_reference(FOLDER)
    assert PlaceName.objects.count() == before - 1


def test_loading_begins_a_new_edition(reference, django_capture_on_commit_callbacks):
    connection.run_on_commit.clear()  # what making the module's rows left to do
    before = current_edition()
    with django_capture_on_commit_callbacks(execute=True):
        load_reference(FOLDER)
    assert current_edition() != before


def test_a_municipality_that_merged_is_removed(reference, copied_folder):
    line = "GM0141,Almelo,Overijssel,RA0205\n"
    replace_in(copied_folder / "municipalities.csv", line, "")
    for name in ("places.csv", "hamlets.csv"):
        path = copied_folder / name
        kept = [row for row in path.read_text(encoding="utf-8").splitlines() if not row.endswith("GM0141")]
        path.write_text("\n".join(kept), encoding="utf-8")
    load_reference(copied_folder)
    assert not Municipality.objects.filter(name="Almelo").exists()


def test_a_missing_file_is_named(reference, copied_folder):
    (copied_folder / "places.csv").unlink()
    with pytest.raises(BadReferenceFile, match=r"places\.csv ontbreekt"):
        load_reference(copied_folder)


def test_a_missing_column_is_named(reference, copied_folder):
    replace_in(copied_folder / "places.csv", "place_code,name,gm_code", "place_code,name,code")
    with pytest.raises(BadReferenceFile, match=r"places\.csv mist de kolom gm_code"):
        load_reference(copied_folder)


def test_a_region_that_does_not_exist_is_named_and_nothing_is_loaded(reference, copied_folder):
    replace_in(copied_folder / "regions.csv", "RA0205,Twente", "RA0299,Twente")
    replace_in(copied_folder / "region_shapes.svg", 'id="RA0205"', 'id="RA0299"')
    before = all_rows()
    with pytest.raises(BadReferenceFile, match=r"municipalities\.csv noemt regio 'RA0205'"):
        load_reference(copied_folder)
    assert all_rows() == before
