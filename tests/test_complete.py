"""Nothing is left half made: what the recipes of README.md ask of a new kind of page or a new view is there."""

from pathlib import Path

import pytest
from django.template.loader import get_template
from django.urls import URLPattern, get_resolver
from wagtail.models import get_page_models

from zorgpact.cms.registry import all_kinds
from zorgpact.users.roles import EDITORS, rights

TESTS = Path(__file__).resolve().parent
PACKAGES = ("zorgpact", "koplopers", "events", "pacts")
PAGE_TYPES = [model for model in get_page_models() if model.__module__.startswith(PACKAGES)]


@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model.__name__)
def test_every_type_of_page_can_be_made_somewhere(model):
    parents = [
        parent for parent in model.allowed_parent_page_models() if model in parent.allowed_subpage_models()
    ]
    assert parents != []


@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model.__name__)
def test_every_type_of_page_has_its_template(model):
    assert get_template(model.template)


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.key)
def test_editors_publish_every_kind(kind):
    is_page = kind.model in PAGE_TYPES  # the rights to pages hang on the tree
    assert is_page or {"change", "view", "publish"} <= rights[EDITORS][kind.model]


def own_views() -> list[tuple[str, str, str]]:
    """The name, the app and the start of the address of every public view of ours."""
    found = []
    for pattern in get_resolver().url_patterns:
        nested = getattr(pattern, "url_patterns", [pattern])
        for one in nested:
            module = getattr(one.callback, "__module__", "") if isinstance(one, URLPattern) else ""
            if module.startswith(PACKAGES) and module.endswith(".views") and "cms" not in module:
                path = f"/{pattern.pattern}{one.pattern}" if one is not pattern else f"/{one.pattern}"
                found.append((one.name, module.split(".")[-2], path.partition("<")[0]))
    return found


@pytest.mark.parametrize(("name", "app", "address"), own_views(), ids=lambda value: value)
def test_every_view_has_a_test_in_the_folder_of_its_app(name, app, address):
    texts = [path.read_text() for path in (TESTS / app).glob("test_*.py")]
    assert any(address in text or f'"{name}"' in text for text in texts)
