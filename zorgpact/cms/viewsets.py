"""The admin of what editors publish outside the page tree: the same lists, links and safeguards for each."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.admin.ui.tables import StatusTagColumn, UpdatedAtColumn
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.models import Revision
from wagtail.snippets.views.snippets import CopyView, CreateView, EditView, IndexView, SnippetViewSet

LIVE_LABEL = "Bekijk live"


def state_of(row: Any) -> str:
    """As Wagtail's `status_string`, but that asks a query for each row."""
    if row.live and row.is_scheduled:
        return "live + gepland"
    if row.live:
        return "live + concept" if row.has_unpublished_changes else "live"
    if row.is_scheduled:
        return "gepland"
    return "verlopen" if row.expired else "concept"


class DraftedIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet:
        scheduled = Revision.objects.filter(
            base_content_type=ContentType.objects.get_for_model(self.model),
            object_id=Cast(OuterRef("pk"), CharField()),
            approved_go_live_at__isnull=False,
        )
        return super().get_base_queryset().annotate(is_scheduled=Exists(scheduled))


class PublishableIndexView(DraftedIndexView):
    def get_list_more_buttons(self, instance: Any) -> list[Button]:
        buttons = super().get_list_more_buttons(instance)
        if instance.live:
            buttons.append(Button(LIVE_LABEL, url=instance.get_absolute_url(), icon_name="view", priority=15))
        return buttons


class LiveMessageMixin:
    """After saving, offer the public page beside the edit form."""

    object: Any

    def get_success_buttons(self) -> list[Any]:
        buttons = super().get_success_buttons()  # type: ignore[misc]  # of the view that it is mixed into
        if self.object.live:
            buttons.append(messages.button(self.object.get_absolute_url(), LIVE_LABEL))
        return buttons


class PublishableCreateView(LiveMessageMixin, CreateView):
    pass


class PublishableEditView(LiveMessageMixin, EditView):
    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.live_object.live:
            return []
        # The published row: a draft may carry another slug.
        url = self.live_object.get_absolute_url()
        return [HeaderButton(LIVE_LABEL, url=url, icon_name="view")]


class PublishableCopyView(CopyView):
    """Start a new row from an old one. The address must be a new one: it follows the title."""

    def get_initial_form_instance(self) -> Any:
        instance = super().get_initial_form_instance()
        instance.slug = ""
        return instance


class DraftedViewSet(SnippetViewSet):
    """For rows that are drafted and published, and stand on the pages of others."""

    index_view_class = DraftedIndexView
    copy_view_enabled = False
    list_per_page = 50
    # Search in the database itself: the index cannot be combined with every filter.
    search_backend_name = None
    title_column = "title"
    #: The columns between the title and the state.
    columns: list[str] = []

    @property
    def list_display(self) -> list[Any]:
        state = StatusTagColumn(
            "state", accessor=state_of, label="Op de site", sort_key="live", primary=lambda row: row.live
        )
        return [self.title_column, *self.columns, state, UpdatedAtColumn()]


class PublishableViewSet(DraftedViewSet):
    """For rows with a page of their own."""

    index_view_class = PublishableIndexView
    add_view_class = PublishableCreateView
    edit_view_class = PublishableEditView
    copy_view_class = PublishableCopyView
    copy_view_enabled = True
    search_fields = ["title"]
