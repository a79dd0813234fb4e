"""Measurements, the targets of ambitions in figures, and the figures on the pages of regions. All of them are invented."""

from pacts.models import Ambition, Region
from zorgpact.demo.making import Maker, by_slug
from zorgpact.demo.reading import BadContent, read_file
from zorgpact.monitoring.importing import ImportRefused, import_measurements
from zorgpact.monitoring.models import Indicator, RegionFigure, Target

MEASUREMENTS = "measurements.csv"
FILE = "figures.toml"


def load_measurements(maker: Maker) -> None:
    """All at once, unless that was done before: what an editor took away stays away."""
    path = maker.folder / MEASUREMENTS
    if MEASUREMENTS in maker.made or not path.exists():
        return
    try:
        outcome = import_measurements(path.read_bytes())
    except ImportRefused as refused:
        raise BadContent(MEASUREMENTS, str(refused.mistakes[0])) from refused
    maker.note(Indicator.objects.earliest("pk"), MEASUREMENTS)
    maker.count += outcome.added


def load_figures(maker: Maker) -> None:
    file = read_file(maker.folder, FILE)
    for given in file.data.get("targets", []):
        data = dict(given)
        plan, title = data.pop("plan"), data.pop("ambition")
        source = f"{FILE}#{plan}#{title}#{data['indicator']}"
        ambition = Ambition.objects.filter(plan__slug=plan, title=title).first()
        if ambition and source not in maker.made:  # an editor may have renamed it
            maker.make(Target(ambition=ambition), data, source, source)
    for given in file.data.get("region_figures", []):
        region = by_slug(Region, given["region"], FILE)
        for place, slug in enumerate(given["indicators"], 1):
            source = f"{FILE}#{region.slug}#{slug}"
            if (
                source not in maker.made
                and not RegionFigure.objects.filter(region=region, place=place).exists()
            ):
                maker.make(RegionFigure(region=region, place=place), {"indicator": slug}, source, source)
