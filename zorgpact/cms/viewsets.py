"""The admin of what editors publish outside the page tree: the same lists, links and safeguards for each."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.admin import messages
from wagtail.admin.ui.tables import StatusTagColumn, UpdatedAtColumn
from wagtail.admin.views import generic
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.reports.workflows import WorkflowView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.models import Revision
from wagtail.snippets.views import chooser
from wagtail.snippets.views.snippets import CopyView, CreateView, EditView, IndexView, SnippetViewSet

from zorgpact.cms.choosing import choosable, numbers
from zorgpact.cms.columns import cells_of, headings, with_columns
from zorgpact.cms.registry import columns_of
from zorgpact.cms.spreadsheets import csv_lines, defuse, write_xlsx
from zorgpact.taxonomy.models import Topic

LIVE_LABEL = "Bekijk live"

# The files of Wagtail's own lists and reports, which are not ours to write: a text in them is never run.
SpreadsheetExportMixin.custom_value_preprocess[str] = {SpreadsheetExportMixin.FORMAT_CSV: defuse}


def state_of(row: Any) -> str:
    """As Wagtail's `status_string`, but that asks a query for each row."""
    if row.live and row.is_scheduled:
        return "live + gepland"
    if row.live:
        return "live + concept" if row.has_unpublished_changes else "live"
    if row.is_scheduled:
        return "gepland"
    return "verlopen" if row.expired else "concept"


class ExportMixin:
    """Writes the list as it is filtered. Wagtail's own CSV has commas, and a spreadsheet runs what looks like a formula."""

    model: Any
    list_export: Any

    def export_headings_and_rows(self, rows: Any) -> tuple[list[str], Iterator[list[str]]]:
        rows = with_columns(rows, self.list_export)
        return headings(self.model, self.list_export), (cells_of(row, self.list_export) for row in rows)

    def stream_csv(self, queryset: QuerySet) -> Iterator[str]:
        return csv_lines(*self.export_headings_and_rows(queryset))

    def write_xlsx(self, queryset: QuerySet, output: Any) -> None:
        name = capfirst(str(self.model._meta.verbose_name_plural))
        write_xlsx(output, name, *self.export_headings_and_rows(queryset))


class WorkflowReport(WorkflowView):
    """Which turns a page into its title after all that is done with texts."""

    def get_title(self, content_object: Any) -> str:
        return defuse(super().get_title(content_object))


class ExportIndexView(ExportMixin, generic.IndexView):
    """For rows that are no snippets."""


class ExportSnippetIndexView(ExportMixin, IndexView):
    """For snippets without drafts."""


class ExportPageIndexView(ExportMixin, ExplorableIndexView):
    """For the pages below an overview. Searching everywhere finds other kinds too: those have other columns."""

    def export_headings_and_rows(self, rows: Any) -> tuple[list[str], Iterator[list[str]]]:
        found = [page.pk for page in rows]
        return super().export_headings_and_rows(self.model.objects.filter(pk__in=found).order_by("title"))


class ExportPageViewSet(PageViewSet):
    index_view_class = ExportPageIndexView

    @property
    def list_export(self) -> tuple[str, ...]:
        return columns_of(self.model)


class DraftedIndexView(ExportSnippetIndexView):
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


class ChoosableMixin:
    """Of the lists from which one chooses."""

    request: Any

    def get_object_list(self) -> QuerySet:
        return choosable(super().get_object_list(), self.request.user)  # type: ignore[misc]


class ChooseDraftedView(ChoosableMixin, chooser.ChooseView):
    pass


class ChooseDraftedResultsView(ChoosableMixin, chooser.ChooseResultsView):
    pass


class ChosenDraftedView(chooser.SnippetChosenView):
    def get_object(self, pk: str) -> Any:
        return choosable(self.model_class.objects.all(), self.request.user).get(pk__in=numbers([pk]))


class ChosenMultipleDraftedView(chooser.SnippetChosenMultipleView):
    def get_objects(self, pks: list[str]) -> QuerySet:
        return choosable(super().get_objects(numbers(pks)), self.request.user)


class DraftedChooserViewSet(chooser.SnippetChooserViewSet):
    choose_view_class = ChooseDraftedView
    choose_results_view_class = ChooseDraftedResultsView
    chosen_view_class = ChosenDraftedView
    chosen_multiple_view_class = ChosenMultipleDraftedView


class DraftedViewSet(SnippetViewSet):
    """For rows that are drafted and published, and stand on the pages of others."""

    index_view_class = DraftedIndexView
    chooser_viewset_class = DraftedChooserViewSet
    copy_view_enabled = False
    list_per_page = 50
    # Search in the database itself: the index cannot be combined with every filter.
    search_backend_name = None
    title_column = "title"
    #: The columns between the title and the state.
    columns: list[str] = []

    @property
    def list_export(self) -> tuple[str, ...]:
        return columns_of(self.model)

    @property
    def list_display(self) -> list[Any]:
        state = StatusTagColumn(
            "state", accessor=state_of, label="Op de site", sort_key="live", primary=lambda row: row.live
        )
        return [self.title_column, *self.columns, state, UpdatedAtColumn()]


class TopicViewSet(SnippetViewSet):
    """The one place where a new term is made."""

    model = Topic
    icon = "tag"
    add_to_admin_menu = True
    menu_order = 170
    index_view_class = ExportSnippetIndexView
    copy_view_enabled = False
    list_display = ["name", "kind", "description"]
    list_export = ["name", "slug", "kind", "description", "synonyms"]
    list_filter = ["kind"]
    list_per_page = 50
    search_fields = ["name", "synonyms"]
    search_backend_name = None


class PublishableViewSet(DraftedViewSet):
    """For rows with a page of their own."""

    index_view_class = PublishableIndexView
    add_view_class = PublishableCreateView
    edit_view_class = PublishableEditView
    copy_view_class = PublishableCopyView
    copy_view_enabled = True
    search_fields = ["title"]
