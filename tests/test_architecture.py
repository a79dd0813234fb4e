"""The rules of the layout that no linter knows. The order between apps is import-linter's as well."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp
import pytest
from django.apps import apps

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
APPS = ["zorgpact.operations", "zorgpact.demo", "zorgpact.home", "zorgpact.search", "zorgpact.news"]
APPS += ["zorgpact.themes", "zorgpact.dialogue", "zorgpact.monitoring", "koplopers", "events"]
APPS += ["zorgpact.agenda", "pacts"]
APPS += ["zorgpact.cms", "zorgpact.accounts", "zorgpact.outbox", "zorgpact.taxonomy", "zorgpact.users"]
APPS += ["zorgpact.limits"]

# Who may know whom: an app refers to apps of a lower rank, never to another one of its own rank.
APP_RANKS = {
    "operations": 12,
    "demo": 12,
    "home": 11,
    "search": 10,
    "news": 9,
    "themes": 9,
    "dialogue": 8,
    "monitoring": 8,
    "koplopers": 7,
    "events": 7,
    "agenda": 6,
    "pacts": 5,
    "cms": 4,
    "accounts": 3,
    "outbox": 2,
    "taxonomy": 1,
    "users": 1,
    "limits": 1,
}
# Within an app. A module that is not named here is named after an activity.
MODULE_RANKS = {
    "urls": 7,
    "management": 6,
    "views": 6,
    "organiser": 6,  # the views of the admin
    "staff": 6,  # and those about accounts
    "moderator": 6,
    "afterwards": 6,  # the views of what a session yielded
    "public_forms": 5,
    "feeds": 6,
    "sitemaps": 6,
    "templatetags": 6,
    "wagtail_hooks": 6,
    "viewsets": 5,
    "forms": 5,
    "people": 5,  # the forms of an administrator
    "filters": 5,
    "models": 3,
    "blocks": 2,
    "uploads": 2,
    "private_files": 2,
    "texts": 2,
}
ACTIVITY_RANK = 4
UNRANKED = {"apps", "migrations", "middleware"}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "core", "base", "services"}
SIGNAL_MODULES = (
    "django.core.signals",
    "django.db.backends.signals",
    "django.db.models.signals",
    "django.contrib.auth.signals",
    "django.dispatch",
    "wagtail.signals",
)
# What must see every change, whoever makes it: a new edition begins, and an old address is remembered.
LISTENERS = {
    ROOT / "zorgpact" / name
    for name in ("cms/editions.py", "cms/former_slugs.py", "users/permission_names.py")
}
FILE_LIMITS = {
    "*.py": 400,
    "templates/**/*.html": 120,
    "static/**/*.css": 300,
    "static/**/*.js": 80,
}
CLASS_LIMIT = 250
FUNCTION_LIMIT = 40


@cache
def project_files() -> tuple[Path, ...]:
    """What git tracks or would track, so no environment, cache or upload."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return tuple(ROOT / name for name in names if (ROOT / name).exists())


def files_like(pattern: str) -> list[Path]:
    """Files of the project that match, migrations left out."""
    folder, _, name = pattern.rpartition("**/")
    return [
        path
        for path in project_files()
        if path.match(name) and path.is_relative_to(ROOT / folder) and "migrations" not in path.parts
    ]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def nodes(path: Path, *kinds: type) -> Iterator[ast.AST]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, kinds))


def place(path: Path, node: ast.AST | None = None) -> str:
    name = path.relative_to(ROOT).as_posix()
    return name if node is None else f"{name}:{node.lineno}"


def our_models() -> list[type]:
    return [model for model in apps.get_models() if model._meta.app_label in APP_RANKS]


# --- Sizes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("pattern", "limit"), FILE_LIMITS.items())
def test_no_file_is_too_long(pattern, limit):
    lengths = {place(path): len(path.read_text().splitlines()) for path in files_like(pattern)}
    assert {name: length for name, length in lengths.items() if length > limit} == {}


@pytest.mark.parametrize(
    ("kinds", "limit"),
    [((ast.ClassDef,), CLASS_LIMIT), ((ast.FunctionDef, ast.AsyncFunctionDef), FUNCTION_LIMIT)],
    ids=["class", "function"],
)
def test_no_class_or_function_is_too_long(kinds, limit):
    found = [(place(path, node), node) for path in files_like("*.py") for node in nodes(path, *kinds)]
    too_long = {name: node.end_lineno - node.lineno + 1 for name, node in found}
    assert {name: length for name, length in too_long.items() if length > limit} == {}


# --- Names and habits -------------------------------------------------------------------------------------


def test_no_module_has_a_name_that_says_nothing():
    modules = [path for path in files_like("*.py") if path.relative_to(ROOT).parts[0] != "tests"]
    said = {place(path): {path.stem, *path.relative_to(ROOT).parts[:-1]} for path in modules}
    assert [name for name, parts in said.items() if parts & FORBIDDEN_NAMES] == []


def test_imports_stand_at_the_top():
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    inside = [
        place(path, node)
        for path in files_like("*.py")
        if path.relative_to(ROOT).parts[0] != "tests"
        for function in nodes(path, *functions)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def test_no_model_overrides_save():
    ours = [
        ancestor
        for model in our_models()
        for ancestor in model.__mro__
        if ancestor.__module__.startswith(tuple(f"{app}." for app in APPS))
    ]
    assert {model.__qualname__ for model in ours if {"save", "delete"} & vars(model).keys()} == set()


def imported_names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return [alias.name for alias in node.names]


def test_only_three_modules_listen_to_signals():
    listening = [
        place(path, node)
        for path in files_like("*.py")
        for node in nodes(path, ast.Import, ast.ImportFrom)
        if any(name.startswith(SIGNAL_MODULES) for name in imported_names(node)) and path not in LISTENERS
    ]
    assert listening == []


# --- Order ------------------------------------------------------------------------------------------------


def references(model: type) -> Iterator[tuple[str, str]]:
    """The apps that this model's own fields refer to, with the field's name."""
    for field in model._meta.get_fields():
        related = field.related_model if field.is_relation and not field.auto_created else None
        if related is not None and related._meta.app_label in APP_RANKS:
            yield field.name, related._meta.app_label


def test_foreign_keys_point_downwards():
    upwards = [
        f"{model._meta.label}.{name} → {target}"
        for model in our_models()
        for name, target in references(model)
        if target != model._meta.app_label and APP_RANKS[target] >= APP_RANKS[model._meta.app_label]
    ]
    assert upwards == []


def module_rank(module: str, app: str) -> int | None:
    name = module.removeprefix(f"{app}.").split(".")[0]
    return None if name in UNRANKED else MODULE_RANKS.get(name, ACTIVITY_RANK)


@cache
def import_graph() -> grimp.ImportGraph:
    return grimp.build_graph("zorgpact", "koplopers", "events", "pacts", cache_dir=None)


@pytest.mark.parametrize("app", APPS)
def test_modules_within_an_app_import_downwards(app):
    graph = import_graph()
    upwards = []
    for importer in graph.find_descendants(app):
        for imported in graph.find_modules_directly_imported_by(importer):
            ranks = module_rank(importer, app), module_rank(imported, app)
            if imported.startswith(f"{app}.") and None not in ranks and ranks[0] < ranks[1]:
                upwards.append(f"{importer} → {imported}")
    assert upwards == []


def test_every_app_has_a_rank():
    assert {app.rpartition(".")[2] for app in APPS} == APP_RANKS.keys()
