"""What the admin refuses, and what an editor can do instead."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, resolve, reverse
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.widgets.button import Button
from wagtail.documents.views import bulk_actions as documents_in_bulk
from wagtail.documents.views import documents
from wagtail.documents.views import multiple as many_documents
from wagtail.images.views import bulk_actions as images_in_bulk
from wagtail.images.views import images
from wagtail.images.views import multiple as many_images
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry, Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.models import register_snippet

from zorgpact.cms import dutch  # noqa: F401  # read once
from zorgpact.cms.access import can_merge_topics
from zorgpact.cms.choosing import choosable
from zorgpact.cms.deleting import FILES, what_hangs_on, what_shows
from zorgpact.cms.forms import MergeForm
from zorgpact.cms.merging import LOG_ACTION, MergeRefused, check, counted, merge, renew
from zorgpact.cms.models import ADDRESS_IS_RESERVED, CustomDocument, CustomImage, page_address
from zorgpact.cms.registry import all_kinds
from zorgpact.cms.viewsets import ExportPageViewSet, TopicViewSet
from zorgpact.taxonomy.models import Topic
from zorgpact.users.models import User

MERGE_LABEL = "Samenvoegen met…"


def explain(request: HttpRequest, rows: Iterable[Model]) -> HttpResponse | None:
    """The page that says what hangs on these rows and what an editor can do instead; None when all may go."""
    held = [(row, hanging) for row in rows if (hanging := what_hangs_on(row))]
    if not held:
        return None
    context = {
        "header_title": "Dit kan niet weg",
        "page_title": "Dit kan niet weg",
        "header_icon": "warning",
        "held": [
            {
                "row": row,
                "hanging": hanging,
                "shown_on": shown_on(row, request.user),
                "instead": getattr(row, "instead_of_deleting", ""),
                "can_merge": isinstance(row, Topic) and can_merge_topics(request.user),
            }
            for row, hanging in held
        ],
    }
    return render(request, "cms/admin/cannot_delete.html", context, status=409)


def shown_on(row: Model, user: User | AnonymousUser) -> list[tuple[Any, str | None]]:
    """Where visitors see this picture or document, each with the address of its form for who may change it."""
    finder = AdminURLFinder(user)
    return [(one, finder.get_edit_url(one)) for one in what_shows(row)] if isinstance(row, FILES) else []


@hooks.register("before_delete_snippet")
def keep_what_others_need(request: HttpRequest, instances: Iterable[Model]) -> HttpResponse | None:
    return explain(request, instances)


@hooks.register("before_bulk_action")
def keep_what_others_need_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Model], action_class_instance: Any
) -> HttpResponse | None:
    return explain(request, objects) if action_type == "delete" else None


def kept_while_shown(view: Callable[..., HttpResponse], model: type[Model]) -> Callable[..., HttpResponse]:
    """Wagtail's view that deletes a file, unless a visitor would miss it. Who may not delete it is told that by the view."""

    def guard(request: HttpRequest, **kwargs: int) -> HttpResponse:
        (pk,) = kwargs.values()
        row = model._default_manager.filter(pk=pk).first()
        may = row and policy_registry.get(row).user_has_permission_for_instance(request.user, "delete", row)
        return (explain(request, [row]) if row and may else None) or view(request, **kwargs)

    return guard


@hooks.register("register_admin_urls", order=-1)  # before Wagtail's own, which these stand in the place of
def keep_files_that_are_shown() -> list[URLPattern]:
    views: list[tuple[str, Any, type[Model]]] = [
        ("images/<int:image_id>/delete/", images.DeleteView, CustomImage),
        ("images/multiple/<int:image_id>/delete/", many_images.DeleteView, CustomImage),
        ("documents/delete/<int:document_id>/", documents.DeleteView, CustomDocument),
        ("documents/multiple/<int:doc_id>/delete/", many_documents.DeleteView, CustomDocument),
    ]
    return [path(address, kept_while_shown(view.as_view(), model)) for address, view, model in views]


class KeepShownMixin:
    """Says it before it asks whether one is sure; afterwards `keep_what_others_need_in_bulk` does."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows, _ = self.get_actionable_objects()  # type: ignore[attr-defined]  # of the view that it is mixed into
        return explain(request, rows) or super().get(request, *args, **kwargs)  # type: ignore[misc]


@hooks.register("register_bulk_action", order=1)  # after Wagtail's own, which it replaces
class DeletePictures(KeepShownMixin, images_in_bulk.DeleteBulkAction):
    pass


@hooks.register("register_bulk_action", order=1)
class DeleteDocuments(KeepShownMixin, documents_in_bulk.DeleteBulkAction):
    pass


def is_taken(parent: Page, slug: str) -> bool:
    """Whether visitors would find something else of the site at this address."""
    return resolve(page_address(f"{parent.url_path}{slug}/")).url_name != "wagtail_serve"


@hooks.register("before_copy_page")
def keep_addresses_of_the_site_from_copies(request: HttpRequest, page: Page) -> HttpResponse | None:
    if request.method != "POST":
        return None
    parent = Page.objects.filter(pk=number_in(request, "new_parent_page")).first() or page.get_parent()
    return refuse(request, "wagtailadmin_pages:copy", page.pk) if taken_in(request, parent) else None


@hooks.register("before_move_page")
def keep_addresses_of_the_site_from_moves(
    request: HttpRequest, page: Page, destination: Page
) -> HttpResponse | None:
    if request.method == "POST" and is_taken(destination, page.slug):
        return refuse(request, "wagtailadmin_explore", page.get_parent().pk)
    return None


def taken_in(request: HttpRequest, parent: Page) -> bool:
    slug = request.POST.get("new_slug", "").strip("/ ")
    return bool(slug) and is_taken(parent, slug)


def number_in(request: HttpRequest, field: str) -> int | None:
    value = request.POST.get(field, "")
    return int(value) if value.isdecimal() else None


def refuse(request: HttpRequest, view: str, pk: int) -> HttpResponse:
    messages.error(request, ADDRESS_IS_RESERVED)
    return redirect(view, pk)


@hooks.register("construct_page_chooser_queryset")
def keep_drafts_of_others_from_choosers(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    return choosable(pages, request.user)


@hooks.register("register_admin_viewset")
def lists_of_pages() -> list[ExportPageViewSet]:
    """Every kind of page has its list as a file, from the overview that it hangs under."""
    return [ExportPageViewSet(model=kind.model) for kind in all_kinds() if kind.columns and not kind.view]


# --- Topics -------------------------------------------------------------------------------------------------


register_snippet(TopicViewSet)


@require_http_methods(["GET", "HEAD", "POST"])
def merge_topic(request: HttpRequest, topic_id: int) -> HttpResponse:
    """What hangs on a topic, a choice of another one, what will happen; a POST does it."""
    if not can_merge_topics(request.user):
        raise PermissionDenied
    topic = get_object_or_404(Topic, pk=topic_id)
    form = MergeForm(request.POST or request.GET or None, topic)
    target = form.cleaned_data["target"] if form.is_valid() else None
    refusal = ""
    try:
        if target and request.method == "POST":
            merge(topic, target, request.user)
            return merged(request, topic, target)
        if target:
            check(topic, target)
    except MergeRefused as refused:
        refusal = str(refused)
    title = f"‘{topic}’ samenvoegen"
    context = {"header_title": title, "page_title": title, "header_icon": "tag", "topic": topic, "form": form}
    context |= {"hanging": counted(topic), "target": target, "refusal": refusal}
    return render(request, "cms/admin/merge_topic.html", context)


def merged(request: HttpRequest, topic: Topic, target: Topic) -> HttpResponse:
    names = Topic.snippet_viewset
    button = messages.button(reverse(names.get_url_name("edit"), args=[target.pk]), f"Bewerk ‘{target}’")
    messages.success(request, f"‘{topic}’ is samengevoegd met ‘{target}’.", buttons=[button])
    return redirect(names.get_url_name("list"))


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [path("onderwerpen/<int:topic_id>/samenvoegen/", merge_topic, name="merge_topic")]


@hooks.register("register_snippet_listing_buttons")
def merge_listed_topic(snippet: Model, user: User, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, Topic) and can_merge_topics(user):
        yield Button(MERGE_LABEL, url=reverse("merge_topic", args=[snippet.pk]), icon_name="tag", priority=15)


class MergeMenuItem(ActionMenuItem):
    """Beside "Opslaan" on the form of a topic."""

    name = "merge"
    label = MERGE_LABEL
    icon_name = "tag"

    def is_shown(self, context: dict[str, Any]) -> bool:
        return context["view"] == "edit" and can_merge_topics(context["request"].user)

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return reverse("merge_topic", args=[parent_context["instance"].pk])


@hooks.register("register_snippet_action_menu_item")
def merge_edited_topic(model: type[Model]) -> MergeMenuItem | None:
    return MergeMenuItem(order=90) if model is Topic else None


@hooks.register("after_edit_snippet")
def renew_edited_topic(request: HttpRequest, instance: Model) -> None:
    """Its name and synonyms are words by which all that carries it is found."""
    if isinstance(instance, Topic):
        renew.enqueue(instance.pk)


class MergeFormatter(LogFormatter):
    label = "Samenvoegen"

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return f"‘{log_entry.data['merged']}’ hiermee samengevoegd"


@hooks.register("register_log_actions")
def name_merging(actions: LogActionRegistry) -> None:
    actions.register_action(LOG_ACTION)(MergeFormatter)
