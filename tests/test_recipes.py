"""The recipes of CONTRIBUTING.md are followed, in a copy of the project: what they leave unsaid or undone is noticed.

Of several pages and views each misses another step; then that is done as well, and nothing is wrong any more.
"""

from types import SimpleNamespace

import pytest

from tests.recipes import Copy, page_steps, steps_in_readme, view_steps

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("recipes")]

# What each misses. Without a factory there is no example and no test either.
PAGES = {
    "Publication": set(),
    "Brochure": {"objects"},
    "Podcast": {"parent_page_types", "tests/addresses.py"},
    "Leaflet": {"content_panels", "subpage_types", "tests/<app>/"},
    "Report": {"kinds.py", "tests/news/test_admin.py"},
    "Letter": {"templates/<app>/<naam>.html"},
    "Poem": {"tests/factories/pages.py", "tests/factories/__init__.py", "tests/addresses.py", "tests/<app>/"},
}
VIEWS = {
    "pact_poster": set(),
    "pact_ledger": {"QuerySet", "django_assert_num_queries"},
    "pact_folder": {"templates/<app>/<naam>.html"},
    "pact_ticket": {"urls.py"},
    "pact_banner": {"tests/addresses.py", "tests/<app>/", "django_assert_num_queries"},
}
# Which tests notice that, and of which page or view; those of everything at once are named after their file.
NOTICED = {
    # objects, or no factory: it cannot be listed, or not be made
    "test_every_kind_is_found_by_searching": {"brochure", "poem"},
    "test_every_kind_stands_in_the_sitemap": {"brochure", "poem"},
    "test_a_thing_has_the_address_that_its_kind_says": {"poem"},
    "test_every_page_says_what_it_is_where_it_stands_and_which_address_it_has": {
        "brochure",
        "letter",
        "poem",
    },
    # parent_page_types, content_panels, subpage_types, kinds.py, the template
    "test_nothing_but_a_home_page_stands_at_the_root": {"admin"},
    "test_editors_fill_in_every_field_of_a_page": {"Leaflet"},
    "test_every_type_of_page_can_be_made_somewhere": {"Leaflet"},
    "test_each_page_has_its_place_in_the_tree": {"HomePage-children0", "NewsIndexPage-children1"},
    "test_every_model_with_a_page_of_its_own_is_declared_as_a_kind_or_a_section": {"kinds"},
    "test_every_type_of_page_has_its_template": {"Letter"},
    # an example, tests
    "test_every_type_of_page_has_an_address": {"fuzz"},
    "test_every_type_of_page_has_a_test_in_the_folder_of_its_app": {"Leaflet", "Poem"},
    # QuerySet, the template and urls.py of a view: its own tests, and the example that leads nowhere
    "test_it_tells_of_the_pact": {"pact_folder", "pact_ledger", "pact_ticket"},
    "test_it_costs_the_same_for_three_as_for_one": {"pact_folder", "pact_ticket"},
    "test_every_example_leads_somewhere": {"fuzz"},
    # its example, its tests
    "test_every_address_with_arguments_has_an_example": {"fuzz"},
    "test_every_view_has_a_test_in_the_folder_of_its_app": {"pact_banner"},
    "test_the_queries_of_every_view_are_counted": {"pact_banner", "pact_ledger"},
}
FILES = ["test_complete", "test_kinds", "test_fuzz", "news/test_admin", "news/test_publication"]
FILES += [f"pacts/test_{name}" for name in VIEWS if name != "pact_banner"]
WORDS = [*PAGES, *VIEWS, "every_address", "every_example", "page_has_an_address", "declared", "no_two"]
WORDS += ["at_the_root", "in_the_tree"]
SELECTION = [f"tests/{name}.py" for name in FILES]
SELECTION += ["-k", " or ".join(WORDS)]


@pytest.fixture(scope="module")
def recipes():
    pages = {name: page_steps(name, order) for order, name in enumerate(PAGES, start=1000)}
    return pages | {name: view_steps(name) for name in VIEWS}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    return Copy(tmp_path_factory.mktemp("recipes"))


@pytest.fixture(scope="module")
def missing(copy, recipes):
    """What is noticed while each misses a step."""
    for name, but in {**PAGES, **VIEWS}.items():
        copy.follow(recipes[name], but | {"views.py"})
    without_views = copy.manage("check")
    for name in VIEWS:
        copy.edit(recipes[name][1]["views.py"])
    without_migration = copy.manage("makemigrations", "--check", "--dry-run")
    made = copy.manage("makemigrations", "news")
    assert made.returncode == 0, made.stderr
    copy.prepare_database()
    return SimpleNamespace(views=without_views, migration=without_migration, failing=copy.failing(*SELECTION))


@pytest.mark.parametrize(
    ("title", "steps"),
    [("Een soort pagina", page_steps("Publication", 1000)), ("Een view", view_steps("pact_poster"))],
)
def test_what_is_followed_here_is_what_the_readme_says(title, steps):
    assert [set(step) for step in steps] == steps_in_readme(title)


def test_every_command_notices_a_view_that_is_missing(missing):
    assert missing.views.returncode == 1
    assert "module 'pacts.views' has no attribute" in missing.views.stderr


def test_makemigrations_notices_a_migration_that_is_missing(missing):
    assert missing.migration.returncode == 1
    assert "Create model Publication" in missing.migration.stdout


def test_the_tests_notice_whatever_else_is_missing(missing):
    assert missing.failing == NOTICED


def test_with_every_step_nothing_is_wrong(missing, copy, recipes):
    for steps in recipes.values():
        copy.follow(steps)
    assert copy.failing(*SELECTION) == {}
    done = copy.manage("makemigrations", "--check", "--dry-run")
    assert (done.returncode, done.stdout) == (0, "No changes detected\n")
