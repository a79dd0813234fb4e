"""Malformed requests to the admin, of people who may be there: each role, at every address, with rows behind it.

A small sample of these is sent by tests/test_fuzz_admin.py; it says how to send them all.
"""

import re
import sysconfig
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import islice, product
from pathlib import Path
from urllib.parse import quote, urlencode

from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils.regex_helper import normalize
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    DraftStateMixin,
    Page,
    Revision,
    Task,
    TaskState,
    Workflow,
    WorkflowState,
)

from tests import factories
from tests.databases import ROOT
from tests.fuzzing import BODIES, FORM, METHODS, QUERIES, VALUES, Case, send
from zorgpact.agenda.models import Handover, Joining, ProgressNote, Round
from zorgpact.cms.models import CustomDocument, CustomImage, SiteSettings
from zorgpact.dialogue.models import Dialogue, Thread
from zorgpact.news.models import NewsIndexPage, NewsPage
from zorgpact.taxonomy.models import Topic
from zorgpact.users.models import User
from zorgpact.users.roles import ROLES

PACKAGES = Path(sysconfig.get_paths()["purelib"])
SUPERUSER = "superuser"
ALWAYS_FAILS = "admin/failwhale/"  # by which Wagtail shows what a failure looks like
LONGEST_BODY = 1_000_000  # bytes; more is refused before anybody asks who sends it

# --- Where: every address, with rows behind it ----------------------------------------------------------------

# What an argument of an address names, by its own name.
ROWS: dict[str, type[models.Model]] = {
    "page_id": NewsPage,
    "page_pk": NewsPage,
    "page_to_move_id": NewsPage,
    "parent_page_id": NewsIndexPage,
    "destination_id": NewsIndexPage,
    "image_id": CustomImage,
    "document_id": CustomDocument,
    "doc_id": CustomDocument,
    "collection_id": Collection,
    "task_state_id": TaskState,
    "workflow_state_id": WorkflowState,
    "workflow_pk": Workflow,
    "task_id": Task,
    "redirect_id": Redirect,
    "dialogue_id": Dialogue,
    "thread_id": Thread,
    "note_id": ProgressNote,
    "joining_id": Joining,
    "handover_id": Handover,
    "topic_id": Topic,
    "user_id": User,
}
# Where a primary key is meant, but no view says of what.
OF_PREFIX: dict[str, type[models.Model]] = {
    "admin/api/main/^pages/": NewsPage,
    "admin/api/main/^documents/": CustomDocument,
    "admin/api/main/^images/": CustomImage,
    "admin/pages/": NewsPage,
    "admin/workflows/usage/": Workflow,
    "admin/workflows/enable/": Workflow,
    "admin/workflows/tasks/": Task,
    "admin/settings/": SiteSettings,
    "admin/rondes/": Round,
    "admin/aanmeldingen/": factories.EventFactory._meta.model,
    "admin/opbrengst/sessie/": factories.EventFactory._meta.model,
    "admin/gesprek/sessie/": factories.EventFactory._meta.model,
}
WORDS_OF_PREFIX = {
    "admin/bulk/": {"app_label": "wagtailcore", "model_name": "page", "action": "publish"},
    "admin/settings/": {"app_name": "cms", "model_name": "sitesettings"},
    "admin/workflows/tasks/add/": {"app_label": "wagtailcore", "model_name": "groupapprovaltask"},
    "admin/tag-autocomplete/": {"app_name": "taxonomy", "model_name": "topic"},
    "admin/editing-sessions/": {"app_label": "news", "model_name": "newspage"},
}
WORDS = {
    "content_type_app_name": "news",
    "content_type_model_name": "newspage",
    "app_label": "news",
    "model_name": "newspage",
    "action_name": "approve",
    "verdict": "plaats",
    "filter_spec": "width-40",
    "uidb64": "MQ",
    "token": "set-password",
    "revision_id_a": "live",
    "revision_id_b": "latest",
}


@dataclass(frozen=True)
class Address:
    """A pattern of the admin with rows filled in. `arguments` are those that may be filled in otherwise."""

    form: str
    arguments: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def path(self) -> str:
        return "/" + self.form % {name: quote(value, safe="") for name, value in self.arguments.items()}


def patterns(resolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from patterns(pattern, route)
        else:
            yield route, pattern


def all_addresses() -> list[Address]:
    found = {}
    for route, pattern in patterns(get_resolver()):
        if route.startswith("admin/") and route != ALWAYS_FAILS:
            address = address_of(route, pattern)
            found[address.path] = address
    return [found[path] for path in sorted(found)]


def address_of(route: str, pattern: URLPattern) -> Address:
    named = re.sub(r"(?<!\?P)<(?:\w+:)?(\w+)>", r"(?P<\1>.)", route)
    form, names = normalize(named.replace("^", "").replace("$", ""))[0]
    model = model_behind(route, pattern)
    return Address(form, {name: argument(name, route, model) for name in names})


def model_behind(route: str, pattern: URLPattern) -> type[models.Model]:
    """Of whose rows a bare number is the key."""
    named = next((model for prefix, model in OF_PREFIX.items() if route.startswith(prefix)), None)
    view = getattr(pattern.callback, "view_class", None)
    asked = getattr(pattern.callback, "view_initkwargs", {}).get("model") or getattr(view, "model", None)
    is_model = isinstance(asked, type) and issubclass(asked, models.Model)
    return named or (asked if is_model else CustomDocument)


def argument(name: str, route: str, model: type[models.Model]) -> str:
    words = next((words for prefix, words in WORDS_OF_PREFIX.items() if route.startswith(prefix)), {})
    if name in words or name in WORDS:
        return words.get(name) or WORDS[name]
    if name == "revision_id":
        return revision_of(model)
    return first_key(ROWS.get(name, model))


@cache
def first_key(model: type[models.Model]) -> str:
    row = model._default_manager.order_by("pk").last()
    return str(row.pk) if row else "1"


def revision_of(model: type[models.Model]) -> str:
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
    made = Revision.objects.filter(content_type=kind, object_id=first_key(model)).first()
    return str(made.pk) if made else "1"


def create_admin_content() -> None:
    """What only the admin shows: revisions of all that has them, a page that waits for approval, and so on."""
    action = factories.ActionFactory(title="Nog een")
    factories.ProgressNoteFactory(action=action)
    factories.HandoverFactory()
    factories.TargetFactory()
    factories.AmbitionFactory()
    factories.RoundStoryFactory()
    factories.RoundFactory(held_on=date(2030, 3, 1))
    SiteSettings.load()
    Redirect.objects.create(old_path="/oud", redirect_link="/nieuws/")
    Collection.get_first_root_node().add_child(name="Foto's")
    for model in [*DraftStateMixin.__subclasses__(), Page]:
        for concrete in concrete_models(model):
            for row in concrete.objects.all():
                (row.specific if isinstance(row, Page) else row).save_revision()
    page = NewsPage.objects.first()
    Workflow.objects.first().start(page, factories.UserFactory(superuser=True))


def concrete_models(model: type) -> list[type[models.Model]]:
    below = [one for child in model.__subclasses__() for one in concrete_models(child)]
    is_own = model is not Page and hasattr(model, "_meta") and not model._meta.abstract
    return ([model] if is_own else []) + below


# --- Who ------------------------------------------------------------------------------------------------------


def people() -> dict[str, Client]:
    """Somebody of each role, logged in."""
    groups = {group.name: group for group in Group.objects.all()}
    users = {SUPERUSER: factories.UserFactory(superuser=True)}
    users |= {name: factories.UserFactory(groups=[groups[name]]) for name in ROLES}
    factories.UserFactory()  # whom they do things to
    found = {}
    for name, user in users.items():
        found[name] = Client(raise_request_exception=False)
        found[name].force_login(user)
    return found


def as_seen_by(client: Client, case: Case) -> Case:
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    return replace(case, headers=(*case.headers, ("HTTP_COOKIE", cookie)))


# --- What -----------------------------------------------------------------------------------------------------

# What Wagtail's lists, choosers and forms listen to, beside the filters of each list.
PARAMETERS = ["q", "p", "ordering", "page_type", "page_types", "ids", "id", "next", "return_url"]
PARAMETERS += ["export", "_export", "per_page", "collection_id", "tag", "locale", "content_type"]
PARAMETERS += ["user_perms", "target_pages[]", "multiple", "match_subclass", "allow_external_link"]
PARAMETERS += ["parent_page_id", "can_choose_root", "link_text", "link_url", "mode", "in_preview_panel"]
PARAMETERS += ["select_format", "fields", "order", "search", "child_of", "descendant_of", "limit"]
PARAMETERS += ["offset", "type", "for_explorer", "translation_of", "has_unsaved_changes", "revision_id"]
PARAMETERS += ["usage_count", "user", "action", "describe_on_delete"]


def plain(addresses: list[Address], client: Client) -> Iterator[Case]:
    for address in addresses:
        yield Case(address.path)
        yield Case(address.path, "POST", body=b"name=%00", content_type=FORM)


def odd_queries(addresses: list[Address], client: Client) -> Iterator[Case]:
    """One parameter wrong at a time, and all of them."""
    for address in addresses:
        names = [*PARAMETERS, *filters_of(address, client)]
        for name, value in product(names, VALUES):
            yield Case(address.path, query=f"{quote(name)}={value}")
        together = "&".join(f"{quote(name)}=%s" for name in names)
        for value in VALUES:
            yield Case(address.path, query=together.replace("%s", value[:200]))
        for query in QUERIES:
            yield Case(address.path, query=query)


def filters_of(address: Address, client: Client) -> list[str]:
    """The fields of the form that narrows the list down, if there is one."""
    page = seen(address.path, client)
    return sorted({one["name"] for one in page.select('form:not([method="post" i]) [name]')} - {*PARAMETERS})


def odd_arguments(addresses: list[Address], client: Client) -> Iterator[Case]:
    for address, value in product(
        addresses, ["0", "9" * 19, "9" * 400, "\u0661", "bestaat-niet", "root", "\0"]
    ):
        for name in address.arguments:
            try:
                path = replace(address, arguments=address.arguments | {name: value}).path
            except TypeError:  # it has no names
                continue
            for method in ("GET", "POST"):
                yield Case(path, method, body=b"name=x", content_type=FORM)


def wrong_methods(addresses: list[Address], client: Client) -> Iterator[Case]:
    for address, method in product(addresses, METHODS):
        yield Case(address.path, method, body=b"name=Eva", content_type=FORM)


def odd_bodies(addresses: list[Address], client: Client) -> Iterator[Case]:
    for address, (content_type, body) in product(addresses, BODIES):
        if len(body) < LONGEST_BODY:
            yield Case(address.path, "POST", body=body, content_type=content_type)


def forged_fields(addresses: list[Address], client: Client) -> Iterator[Case]:
    """The form as it stands there, with one field wrong; and without that field."""
    for address in addresses:
        for action, fields in forms_of(address.path, client):
            yield Case(action, "POST", body=urlencode(fields).encode(), content_type=FORM)
            for number, (name, _) in enumerate(fields):
                others = fields[:number] + fields[number + 1 :]
                yield Case(action, "POST", body=urlencode(others).encode(), content_type=FORM)
                for value in VALUES:
                    body = f"{urlencode(others)}&{quote(name)}={value}".encode()
                    yield Case(action, "POST", body=body, content_type=FORM)


def forms_of(path: str, client: Client) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for form in seen(path, client).select('form[method="post" i]'):
        action = form.get("action") or path
        if action.startswith("/admin/") and "logout" not in action:
            yield action, [pair for control in form.select("[name]") for pair in pairs_of(control)]


def pairs_of(control) -> list[tuple[str, str]]:
    if control.name == "select":
        chosen = control.select("option[selected]") or control.select("option")[:1]
        return [(control["name"], one.get("value", "")) for one in chosen]
    if control.name == "textarea":
        return [(control["name"], control.get_text())]
    if control.get("type") in ("checkbox", "radio") and not control.has_attr("checked"):
        return []
    return [(control["name"], control.get("value", ""))]


def seen(path: str, client: Client) -> BeautifulSoup:
    """What stands there now; nothing, where this person sees nothing."""
    response = send(as_seen_by(client, Case(path)))
    is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
    return BeautifulSoup(response.text_read if is_page else b"", "html.parser")


# Of each kind every so many-th: prime numbers, so that neighbours meet other values.
STEPS = {plain: 1, odd_queries: 431, odd_arguments: 3, wrong_methods: 3, odd_bodies: 5, forged_fields: 41}


def all_cases(addresses: list[Address], client: Client) -> Iterator[Case]:
    for kind, step in STEPS.items():
        yield from islice(kind(addresses, client), 0, None, step)


# --- What came of it -------------------------------------------------------------------------------------------


@dataclass
class Failures:
    """Answers with an error, by where they come from: with one case of each."""

    requests: int = 0
    statuses: Counter = field(default_factory=Counter)
    counts: Counter = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def lines(self) -> list[str]:
        return [
            f"{count} x {cause}\n    {self.examples[cause]}" for cause, count in self.counts.most_common()
        ]


def failures(cases: Iterable[Case], client: Client) -> Failures:
    found = Failures()
    for case in cases:
        response = send(as_seen_by(client, case))
        found.requests += 1
        found.statuses[response.status_code] += 1
        if response.status_code >= 500 or response.exc_info or b"Traceback" in response.text_read:
            cause = cause_of(response)
            if cause not in found.counts:
                found.examples[cause] = str(replace(case, body=case.body[:300]))[:700]
                print(
                    found.requests, cause, found.examples[cause], sep="\n    "
                )  # for who waits for all of it
            found.counts[cause] += 1
    return found


def cause_of(response) -> str:
    """The error and where it was raised: in our code, else in Wagtail's, else in whatever it uses."""
    if not response.exc_info:
        return str(response.status_code)
    error = response.exc_info[1]
    frames = [
        (Path(frame.filename), frame.name)
        for frame in traceback.extract_tb(error.__traceback__)
        if "decorators" not in frame.filename
    ]
    ours = [(path.relative_to(ROOT), name) for path, name in frames if is_ours(path)]
    theirs = [(path.relative_to(PACKAGES), name) for path, name in frames if PACKAGES in path.parents]
    wagtail = [(path, name) for path, name in theirs if path.parts[0] == "wagtail"]
    path, name = (ours or wagtail or theirs)[-1]
    return f"{type(error).__name__} in {name} of {path}"


def is_ours(path: Path) -> bool:
    return ROOT in path.parents and PACKAGES not in path.parents
