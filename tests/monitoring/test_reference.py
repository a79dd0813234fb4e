"""The indicators that come with the site."""

import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from pacts.reference import REFERENCE, BadReferenceFile
from zorgpact.monitoring.models import Frequency, Indicator
from zorgpact.monitoring.reference import load_indicators

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(REFERENCE, tmp_path / "reference")


def replace(folder, old, new):
    path = folder / "indicators.csv"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_there_are_thirteen_and_visitors_see_them():
    assert (load_indicators(REFERENCE), Indicator.objects.published().count()) == (13, 13)


def test_an_indicator_says_what_it_is_counted_in_and_divided_by():
    load_indicators(REFERENCE)
    one = Indicator.objects.get(slug="vacatures_ontstaan")
    assert (one.title, one.unit, one.frequency) == ("Ontstane vacatures", "vacatures", Frequency.QUARTER)
    assert (one.is_regional, one.denominator.slug, one.denominator.scale) == (True, "werknemers", 1000)


def test_only_numbers_of_tables_that_are_certain_are_named():
    text = (REFERENCE / "indicators.csv").read_text()
    assert {word.strip('(),"') for word in text.split() if "NED" in word} == {"24015NED", "24103NED"}


def test_loading_again_leaves_what_an_editor_wrote():
    load_indicators(REFERENCE)
    Indicator.objects.filter(slug="instroom").update(title="Wie er begint")
    assert load_indicators(REFERENCE) == 13
    assert Indicator.objects.get(slug="instroom").title == "Wie er begint"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (",ja,werknemers,", ",ja,gelukkigen,", "deelt instroom door 'gelukkigen', en dat cijfer is er niet"),
        (",kwartaal,", ",soms,", r"werknemers: .*soms"),
    ],
)
def test_a_bad_line_is_named(folder, old, new, sentence):
    replace(folder, old, new)
    with pytest.raises(BadReferenceFile, match=sentence):
        load_indicators(folder)


def test_the_command_loads_all_or_nothing(folder):
    replace(folder, ",kwartaal,", ",soms,")
    with pytest.raises(CommandError, match=r"indicators\.csv"):
        call_command("load_reference", folder=folder, stdout=StringIO())
    assert not Indicator.objects.exists()
