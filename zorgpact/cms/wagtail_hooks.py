"""What the admin refuses, and what an editor can do instead."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import router
from django.db.models import Model
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve
from wagtail import hooks
from wagtail.models import Page

from zorgpact.cms.models import ADDRESS_IS_RESERVED, page_address


def what_hangs_on(row: Model) -> dict[str, int]:
    """What keeps a row from being deleted: how many, by name. Empty when it may go."""
    collector = Collector(using=router.db_for_write(type(row)))
    try:
        collector.collect([row])
    except ProtectedError as error:
        held: Iterable[Any] = error.protected_objects
    except RestrictedError as error:
        held = error.restricted_objects
    else:
        return {}
    counts = Counter(type(one) for one in held)
    return {
        str(model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural): count
        for model, count in counts.items()
    }


def explain(request: HttpRequest, rows: Iterable[Model]) -> HttpResponse | None:
    """The page that says what hangs on these rows and what an editor can do instead; None when all may go."""
    held = [(row, hanging) for row in rows if (hanging := what_hangs_on(row))]
    if not held:
        return None
    context = {
        "header_title": "Dit kan niet weg",
        "header_icon": "warning",
        "held": [
            {"row": row, "hanging": hanging, "instead": getattr(row, "instead_of_deleting", "")}
            for row, hanging in held
        ],
    }
    return render(request, "cms/admin/cannot_delete.html", context, status=409)


@hooks.register("before_delete_snippet")
def keep_what_others_need(request: HttpRequest, instances: Iterable[Model]) -> HttpResponse | None:
    return explain(request, instances)


@hooks.register("before_bulk_action")
def keep_what_others_need_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Model], action_class_instance: Any
) -> HttpResponse | None:
    return explain(request, objects) if action_type == "delete" else None


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
