"""What `make run` leaves behind after a new version; for the first time, see tests/demo/test_loading.py."""

import pytest
from django.contrib.auth.models import Permission

from pacts.finding import find_regions
from pacts.models import Municipality
from tests.factories import MunicipalityFactory, PlaceNameFactory, site_tree
from zorgpact.operations.preparation import prepare_database
from zorgpact.users.roles import ADMINISTRATORS

pytestmark = pytest.mark.once


@pytest.fixture
def older_site(settings, tmp_path):
    """A site of an older version: with pages, and names of places as they were."""
    site_tree()
    settings.VAR_DIR = tmp_path
    borsele = MunicipalityFactory(code="GM0654", name="Borsele")
    PlaceNameFactory(name="Nisse", kind="plaats", municipality__name="Nissewaard")
    return borsele


def nisse_is_in() -> list[str]:
    return [found.municipality for found in find_regions("Nisse")]


@pytest.mark.django_db
def test_a_site_of_an_older_version_gets_the_new_places_and_rights(older_site):
    prepare_database(lambda line: None)
    assert (nisse_is_in(), Municipality.objects.count()) == (["Borsele"], 342)
    rights = Permission.objects.filter(group__name=ADMINISTRATORS, content_type__app_label="events")
    assert rights.filter(codename="delete_registration").exists()


@pytest.mark.django_db
def test_what_an_editor_changes_of_a_municipality_stays_until_the_files_change(older_site, settings):
    told = []
    prepare_database(lambda line: None)
    Municipality.objects.filter(code="GM0654").update(name="Beveland")
    prepare_database(told.append)
    assert (nisse_is_in(), told) == (["Beveland"], ["Database bijwerken"])
    (settings.VAR_DIR / "reference.sha256").write_text("another year")
    prepare_database(told.append)
    assert (nisse_is_in(), told[2:]) == (["Borsele"], ["Gemeenten en plaatsen bijwerken"])
