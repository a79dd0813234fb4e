"""The kind of thing of this app."""

from zorgpact.cms.models import StandardPage
from zorgpact.cms.registry import Kind, register

register(
    Kind(
        key="page",
        slug="paginas",
        name="Pagina",
        plural="Over deze site",
        order=100,
        model=StandardPage,
        day="first_published_at",
        shows_day=False,
    )
)
