"""The kind of thing of this app."""

from zorgpact.cms.registry import Kind, register
from zorgpact.themes.models import ThemeIndexPage, ThemePage

register(
    Kind(
        key="theme",
        slug="themas",
        name="Thema",
        plural="Thema’s",
        order=30,
        model=ThemePage,
        day="first_published_at",
        shows_day=False,
        topics=lambda page: [page.topic],
        with_ties=lambda rows: rows.select_related("topic"),
        sections=(ThemeIndexPage,),
        columns=("title", "slug", "introduction", "topic", "essay_title", "live"),
    )
)
