"""Nothing is left half made: what the recipes of CONTRIBUTING.md ask of a new kind of page or a new view is there."""

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from django.template.loader import get_template
from django.urls import URLPattern, get_resolver, resolve
from wagtail.models import get_page_models

from tests.bench.addresses import DETAILS, PLAIN, WITH_QUERY
from zorgpact.cms.models import ContentPage
from zorgpact.cms.registry import all_kinds
from zorgpact.users.roles import EDITORS, rights

pytestmark = pytest.mark.once

TESTS = Path(__file__).resolve().parent
PACKAGES = ("zorgpact", "koplopers", "events", "pacts")
PAGE_TYPES = [model for model in get_page_models() if model.__module__.startswith(PACKAGES)]
CONTENT_PAGES = [model for model in PAGE_TYPES if issubclass(model, ContentPage)]
LINES_OF_A_VIEW = 25
WITHOUT_A_LIST = {"robots", "registration_cancel"}  # nothing in them grows with the rows


class View(NamedTuple):
    name: str
    app: str
    address: str
    """As far as its first argument."""
    function: Callable


@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model.__name__)
def test_every_type_of_page_can_be_made_somewhere(model):
    parents = [
        parent for parent in model.allowed_parent_page_models() if model in parent.allowed_subpage_models()
    ]
    assert parents != []


@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model.__name__)
def test_every_type_of_page_has_its_template(model):
    assert get_template(model.template)


@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model.__name__)
def test_editors_fill_in_every_field_of_a_page(model):
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    own = {field.name for field in fields if field.editable and not field.primary_key}
    assert own - model.get_edit_handler().get_form_class().base_fields.keys() == set()


@pytest.mark.parametrize("model", CONTENT_PAGES, ids=lambda model: model.__name__)
def test_every_type_of_page_has_a_test_in_the_folder_of_its_app(model):
    texts = [path.read_text() for path in (TESTS / model._meta.app_label).glob("test_*.py")]
    assert any(f"{model.__name__}Factory" in text for text in texts)


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.key)
def test_editors_publish_every_kind(kind):
    is_page = kind.model in PAGE_TYPES  # the rights to pages hang on the tree
    assert is_page or {"change", "view", "publish"} <= rights[EDITORS][kind.model]


def own_views() -> list[View]:
    """Every public view of ours."""
    found = []
    for pattern in get_resolver().url_patterns:
        nested = getattr(pattern, "url_patterns", [pattern])
        for one in nested:
            module = getattr(one.callback, "__module__", "") if isinstance(one, URLPattern) else ""
            if module.startswith(PACKAGES) and module.endswith(".views") and "cms" not in module:
                path = f"/{pattern.pattern}{one.pattern}" if one is not pattern else f"/{one.pattern}"
                found.append(View(one.name, module.split(".")[-2], path.partition("<")[0], one.callback))
    return found


VIEWS = [pytest.param(view, id=view.name) for view in own_views()]


def blocks_about(view: View) -> list[str]:
    """The tests in the folder of its app that name the view or its address."""
    texts = [path.read_text() for path in (TESTS / view.app).glob("test_*.py")]
    blocks = [block for text in texts for block in text.split("\n\n\n")]
    return [block for block in blocks if view.address in block or f'"{view.name}"' in block]


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_a_test_in_the_folder_of_its_app(view):
    assert blocks_about(view) != []


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_short_and_has_the_name_of_its_address_and_its_template(view):
    source = inspect.getsource(view.function)
    templates = set(re.findall(r'"([\w/]+\.html)"', source))
    assert view.function.__name__ == view.name
    assert templates <= {f"{view.app}/{view.name}.html"}
    assert len(source.splitlines()) <= LINES_OF_A_VIEW


@pytest.mark.parametrize("view", VIEWS)
def test_the_queries_of_every_view_are_counted(view):
    """By a test of its own, or by test_budgets.py."""
    counts = any("num_queries" in test for test in blocks_about(view))
    assert counts or view.name in {*measured_views(), *WITHOUT_A_LIST}


def measured_views() -> set[str]:
    """The names of what test_budgets.py measures."""
    paths = [urlsplit(address).path for address in [*PLAIN.values(), *WITH_QUERY.values()]]
    lists = {resolve(path).url_name for path in paths if path != PLAIN["kaal"]}
    return lists | {kind.view for kind in all_kinds() if kind.model in DETAILS}
