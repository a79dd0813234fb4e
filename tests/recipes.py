"""The recipes of CONTRIBUTING.md, step by step, as edits of a copy of the project.

Each step is told by the words that CONTRIBUTING.md quotes in it, so a word that is added there is missed here.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

from tests.databases import ROOT

COPIED = ["zorgpact", "pacts", "koplopers", "events", "templates", "static", "fixtures", "tests"]
COPIED += ["manage.py", "pyproject.toml", "CONTRIBUTING.md", "requirements.txt", "requirements-dev.txt"]
DATABASES = ".pytest_cache/databases"
OUTER = ("DATABASE_URL", "PYTEST_", "ZORGPACT_CLUSTER", "VAR_DIR")
ANOTHER_WAY = {"Classified, ContentPage", "Listing", "filters.py"}
"""What CONTRIBUTING.md names as the other possibility."""


@dataclass(frozen=True)
class Edit:
    """Puts a text before another one, or at the end of a file, which is made when it is not there."""

    file: str
    text: str
    before: str = ""


Steps = list[dict[str, list[Edit]]]
"""By step: what it quotes, and how that is done."""


def steps_in_readme(title: str) -> list[set[str]]:
    """What each numbered step of a recipe quotes."""
    recipe = (ROOT / "CONTRIBUTING.md").read_text().split(f"**{title}.**", 1)[1]
    numbered = re.match(r".*?\n\n(\d\..*?)\n\n", recipe, re.DOTALL)
    assert numbered, f"{title} has no numbered steps"
    steps = re.split(r"^\d\. ", numbered[1], flags=re.MULTILINE)[1:]
    return [set(re.findall(r"`([^`]+)`", step)) - ANOTHER_WAY for step in steps]


# --- The recipes ------------------------------------------------------------------------------------------


PAGE_TEMPLATE = """{% extends "base_kept.html" %}
{% load cms_tags wagtailcore_tags %}
{% block meta %}
  {% include "components/_meta.html" with title=page.title description=page.introduction %}
{% endblock meta %}
{% block breadcrumbs %}
  {% page_breadcrumbs page %}
{% endblock breadcrumbs %}
{% block kept %}
  {% include "components/hero.html" with title=page.title lead=page.introduction only %}
  {% include_block page.body %}
{% endblock kept %}
"""
VIEW_TEMPLATE = """{% extends "base_kept.html" %}
{% block kept %}
  <h1>{{ pact.title }}</h1>
{% endblock kept %}
"""


def page_steps(name: str, order: int) -> Steps:
    """A type of page below the news."""
    low, kinds, tree = name.lower(), "zorgpact/news/kinds.py", "tests/news/test_admin.py"
    kind = f'Kind(key="{low}", slug="{low}", name="{name}", plural="{name}s", order={order}, model={name})'
    imported = "NewsIndexPage, NewsPage\n"
    return [
        page_model(name),
        {
            "subpage_types": [Edit("zorgpact/news/models.py", f'"news.{name}", ', '"news.NewsPage"]')],
            tree: [Edit(tree, f"{name}, ", imported), Edit(tree, f"{name}, ", "NewsPage}),")],
        },
        {"kinds.py": [Edit(kinds, f"{name}, ", imported), Edit(kinds, f"register({kind})\n")]},
        {
            'make manage ARGS="makemigrations"': [],  # once for all of them
            "templates/<app>/<naam>.html": [Edit(f"templates/news/{low}.html", PAGE_TEMPLATE)],
        },
        page_tests(name),
    ]


def page_model(name: str) -> dict[str, list[Edit]]:
    path = "zorgpact/news/models.py"
    start = f'\n\nclass {name}(ContentPage):\n    """Made by a recipe."""\n\n'
    meta = f'    class Meta:\n        verbose_name = "{name.lower()}"\n'
    panels = '[*Page.content_panels, *ContentPage.presentation_panels, FieldPanel("body")]'
    return {
        "models.py": [Edit(path, start + meta)],
        "ContentPage": [],  # the class has it already
        "objects": [
            Edit(path, "ContentPageManager, ", "ContentPage, IndexPage"),
            Edit(path, "    objects = ContentPageManager()\n\n", meta),
        ],
        "parent_page_types": [Edit(path, '    parent_page_types = ["news.NewsIndexPage"]\n', meta)],
        "content_panels": [Edit(path, f"    content_panels = {panels}\n\n", meta)],
    }


def page_tests(name: str) -> dict[str, list[Edit]]:
    pages, package = "tests/factories/pages.py", "tests/factories/__init__.py"
    addresses = "tests/addresses.py"
    factory = (
        f"class {name}Factory(PageFactory):\n    class Meta:\n        model = {name}\n\n"
        "    parent = factory.LazyFunction(lambda: child_of_home(NewsIndexPageFactory))\n"
        f'    title = factory.Sequence(lambda n: f"{name} {{n}}")\n\n\n'
    )
    made = f'    factories.{name}Factory(title="{name}")\n'
    return {
        pages: [
            Edit(pages, f"{name}, ", "NewsIndexPage, NewsPage\n"),
            Edit(pages, factory, "class KoploperPageFactory"),
        ],
        package: [
            Edit(package, f"    {name}Factory,\n", "    StandardPageFactory,"),
            Edit(package, f'    "{name}Factory",\n', '    "StandardPageFactory"'),
        ],
        addresses: [
            Edit(addresses, f'        "nieuws/{name.lower()}/",\n', '        "themas/gezond-werken/",'),
            Edit(addresses, made, '    factories.StandardPageFactory(title="Over")'),
        ],
        "tests/<app>/": [Edit(f"tests/news/test_{name.lower()}.py", page_test(name))],
    }


def page_test(name: str) -> str:
    return f'''"""Editors make it below the news, and visitors read what they wrote."""

import pytest

from tests.factories import {name}Factory
from tests.pages import look_at, text

pytestmark = pytest.mark.django_db


def test_an_editor_makes_it_and_a_visitor_reads_it(admin_client):
    page = {name}Factory(body=[("rich_text", "<p>Aan tafel.</p>")])
    form = look_at(f"/admin/pages/add/news/{name.lower()}/{{page.get_parent().pk}}/", admin_client)
    assert form.select("[name=introduction]") != []
    assert "Aan tafel." in text(look_at(page.get_absolute_url()))
'''


def view_steps(name: str) -> Steps:
    """A view of a pact."""
    models, views, urls = "pacts/models/pacts.py", "pacts/views.py", "pacts/urls.py"
    rows = f"\n    def for_{name}(self):\n        return self.published().with_covers()\n"
    view = (
        f"\n\n@require_safe\ndef {name}(request: HttpRequest, slug: str) -> HttpResponse:\n"
        f"    pact = get_object_or_404(Pact.objects.for_{name}(), slug=slug)\n"
        f'    return render(request, "pacts/{name}.html", {{"pact": pact}})\n'
    )
    address = f'    path("{name}/<slug:slug>/", views.{name}, name="{name}"),\n'
    example = f'    "{name}/<slug:slug>/": ["{name}/zorgpact-twente/"],\n'
    test, counting = view_test(name)
    return [
        {"QuerySet": [Edit(models, rows, "\n\nclass Pact(")]},
        {
            "views.py": [Edit(views, view)],
            "templates/<app>/<naam>.html": [Edit(f"templates/pacts/{name}.html", VIEW_TEMPLATE)],
        },
        {
            "urls.py": [Edit(urls, address, "]\n")],
            "tests/addresses.py": [Edit("tests/addresses.py", example, '    "plannen/<slug:slug>/"')],
        },
        {
            "tests/<app>/": [Edit(f"tests/pacts/test_{name}.py", test)],
            "django_assert_num_queries": [Edit(f"tests/pacts/test_{name}.py", counting)],
        },
    ]


def view_test(name: str) -> tuple[str, str]:
    test = f'''"""A view that was made by a recipe."""

import pytest

from tests.factories import PactFactory
from tests.pages import look_at, text

pytestmark = pytest.mark.django_db


def test_it_tells_of_the_pact():
    PactFactory(title="Twente")
    assert text(look_at("/{name}/twente/")) == "Twente"
'''
    counting = f"""

def test_it_costs_the_same_for_three_as_for_one(django_assert_num_queries):
    for number in (1, 2):
        *_, pact = PactFactory.create_batch(number)
        look_at(f"/{name}/{{pact.slug}}/")
        with django_assert_num_queries(2):
            look_at(f"/{name}/{{pact.slug}}/")
"""
    return test, counting


# --- Following them in a copy -----------------------------------------------------------------------------


class Copy:
    """The project in another folder, on SQLite."""

    def __init__(self, root: Path):
        self.root = root
        self.database = root / DATABASES / "recipes.sqlite3"
        self.done: set[Edit] = set()
        ignored = shutil.ignore_patterns("__pycache__")
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, root / name, ignore=ignored)
            else:
                shutil.copy(ROOT / name, root / name)
        self.database.parent.mkdir(parents=True)

    def edit(self, edits: list[Edit]) -> None:
        """Each once: pages share what they import."""
        for edit in edits:
            if edit in self.done:
                continue
            self.done.add(edit)
            path = self.root / edit.file
            text = path.read_text() if path.exists() else ""
            assert edit.before in text, f"{edit.file} has no {edit.before!r}"
            at = text.index(edit.before) if edit.before else len(text)
            path.write_text(text[:at] + edit.text + text[at:])

    def follow(self, steps: Steps, but: Set[str] = frozenset()) -> None:
        for step in steps:
            for quoted, edits in step.items():
                if quoted not in but:
                    self.edit(edits)

    def run(self, *arguments: str, folder: Path | None = None, **more: str) -> subprocess.CompletedProcess:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(OUTER)}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=folder or self.root,
            env=inherited | {"VAR_DIR": str(self.root / "var")} | more,
            capture_output=True,
            text=True,
            check=False,
        )

    def manage(self, *arguments: str) -> subprocess.CompletedProcess:
        return self.run("manage.py", *arguments, DATABASE_URL=f"sqlite:///{self.database}")

    def prepare_database(self) -> None:
        """That of the project, migrated further, where the tests of the copy look for it."""
        asking = "from tests import databases; print(databases.{})"
        outer = self.run("-c", asking.format("migrated().path"), folder=ROOT).stdout.strip()
        shutil.copyfile(outer, self.database)
        done = self.manage("migrate", "--verbosity=0")
        assert done.returncode == 0, done.stderr
        name = self.run("-c", asking.format("migrated_name()")).stdout.strip()
        self.database.rename(self.database.with_name(f"{name}.sqlite3"))

    def failing(self, *selection: str) -> dict[str, set[str]]:
        """The tests that fail, each with what it fails for: its parameter, or what its file is named after."""
        done = self.run("-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "--tb=short", *selection)
        print(done.stdout, done.stderr)
        assert done.returncode in (0, 1), done.stdout + done.stderr
        found: dict[str, set[str]] = {}
        lines = re.findall(r"^FAILED (\S+)::(\w+)(?:\[(\S+)\])?", done.stdout, re.MULTILINE)
        for path, test, parameter in lines:
            found.setdefault(test, set()).add(parameter or Path(path).stem.removeprefix("test_"))
        assert bool(found) == bool(done.returncode), done.stdout
        return found
