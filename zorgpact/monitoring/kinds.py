"""The kind of thing of this app."""

from zorgpact.cms.registry import Kind, register
from zorgpact.monitoring.models import Indicator

register(
    Kind(
        key="indicator",
        slug="cijfers",
        name="Cijfer",
        plural="Cijfers",
        order=65,
        model=Indicator,
        view="indicator_detail",
        sections=("monitor", "indicator_list", "advice_list"),
        columns=(
            "title",
            "slug",
            "introduction",
            "unit",
            "frequency",
            "is_regional",
            "denominator",
            "source_table",
            "source_url",
            "live",
        ),
    )
)
