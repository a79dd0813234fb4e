"""The figures of the demo: few, and all of them say that they are invented."""

import pytest
from django.conf import settings

from tests.factories import AmbitionFactory, PlanFactory, RegionFactory
from zorgpact.demo.figures import load_figures, load_measurements
from zorgpact.demo.making import Maker
from zorgpact.demo.reading import BadContent
from zorgpact.monitoring.models import Measurement, RegionFigure, Target
from zorgpact.monitoring.reference import load_indicators

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FOLDER = settings.BASE_DIR / "fixtures" / "demo"
REFERENCE = settings.BASE_DIR / "fixtures" / "reference"


@pytest.fixture
def regions():
    """Those that the files name, without their places and outlines."""
    load_indicators(REFERENCE)
    lines = (FOLDER / "measurements.csv").read_text().splitlines()[1:]
    for code in sorted({line.split(",")[0] for line in lines} - {"NL", "RA0205", "RA1222", "RA0102"}):
        RegionFactory(code=code)
    for title, code in (("Twente", "RA0205"), ("Zeeland", "RA1222"), ("Drenthe", "RA0102")):
        RegionFactory(title=title, code=code)
    AmbitionFactory(title="Ervaring telt mee", plan=PlanFactory(title="RAAT Twente"))


def load(folder=FOLDER):
    maker = Maker(folder)
    load_measurements(maker)
    load_figures(maker)
    return maker.count


def test_every_figure_of_the_demo_is_invented(regions):
    load()
    assert set(Measurement.objects.values_list("status", flat=True)) == {"fictief"}
    assert list(Target.objects.values_list("ambition__title", "is_invented")) == [("Ervaring telt mee", True)]


def test_every_picked_figure_is_known(regions):
    load()
    picked = RegionFigure.objects.values_list("indicator", "region")
    assert len(picked) == 6
    assert set(picked) <= set(Measurement.objects.values_list("indicator", "region"))


def test_what_an_editor_took_away_stays_away(regions):
    load()
    for model in (Target, RegionFigure, Measurement):
        model.objects.all().delete()
    assert load() == 0


def test_a_bad_line_is_named(regions, tmp_path):
    (tmp_path / "pictures.toml").write_text("")
    text = (FOLDER / "measurements.csv").read_text()
    (tmp_path / "measurements.csv").write_text(text.replace("fictief", "waar", 1))
    with pytest.raises(BadContent, match=r"measurements\.csv: Regel 2, kolom status"):
        load_measurements(Maker(tmp_path))
