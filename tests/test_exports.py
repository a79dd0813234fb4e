"""Every list of the admin can be taken along as a file, in which nothing is run and nothing is private."""

import csv
import io
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log
from wagtail.models import Page, Workflow

from tests import factories
from tests.pages import links, look_at
from tests.test_kinds import FACTORIES, PACKAGES
from zorgpact.cms.columns import cells_of, headings, with_columns
from zorgpact.cms.registry import all_kinds

pytestmark = [pytest.mark.django_db, pytest.mark.once]

VIEWSETS = {
    one.model.__name__: one
    for one in viewsets.viewsets
    if isinstance(one, ModelViewSet) and one.model.__module__.split(".")[0] in PACKAGES
}
for people in ("ContactPerson", "User"):  # they are private
    VIEWSETS.pop(people, None)
COLUMNS = {name: one.list_export for name, one in VIEWSETS.items()}
COLUMNS |= {kind.model.__name__: kind.columns for kind in all_kinds() if kind.columns}
MODELS = {model.__name__: model for model in FACTORIES}
FORMULA = "=1+1"
PRIVATE = {"contact_name", "contact_email", "contact_phone", "organiser_email", "author", "online_url"}


def named_by(model) -> str:
    """The field that a row is known by."""
    names = {field.name for field in model._meta.get_fields()}
    return next(name for name in ("title", "name", "text", "event", "indicator") if name in names)


def make(model):
    """A row that looks like a formula, and says where its list is."""
    if issubclass(model, Page):
        page = FACTORIES[model](title=FORMULA, slug="formule")
        return reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    field = named_by(model)
    if field in ("event", "indicator"):
        FACTORIES[model](**{f"{field}__title": FORMULA, f"{field}__slug": model.__name__.lower()})
    else:
        slug = {"slug": "formule"} if "slug" in COLUMNS[model.__name__] else {}
        FACTORIES[model](**{field: FORMULA, **slug})
    return reverse(
        VIEWSETS[model.__name__].get_url_name("list" if hasattr(model, "snippet_viewset") else "index")
    )


@pytest.fixture(scope="module")
def lists(module_db):
    """The address of each list, in which one row looks like a formula."""
    factories.site_tree()
    return {name: make(MODELS[name]) for name in COLUMNS}


@pytest.fixture(scope="module")
def editor(lists):
    client = Client()
    client.force_login(factories.UserFactory(superuser=True))
    return client


@pytest.mark.parametrize("name", COLUMNS)
def test_every_list_offers_both_files(lists, editor, name):
    address = lists[name]
    offered = [
        parse_qs(urlsplit(link).query).get("export") for link in links(look_at(address, editor), "body")
    ]
    assert [kinds for kinds in offered if kinds] == [["xlsx"], ["csv"]]


@pytest.mark.parametrize("name", COLUMNS)
def test_in_every_csv_a_formula_is_text(lists, editor, name):
    model = MODELS[name]
    content = b"".join(editor.get(lists[name], {"export": "csv"}).streaming_content)
    first, *rows = csv.reader(io.StringIO(content.decode().removeprefix("\ufeff")), delimiter=";")
    assert first == headings(model, COLUMNS[name])
    assert f"'{FORMULA}" in {cell for row in rows for cell in row}


@pytest.mark.parametrize("name", COLUMNS)
def test_in_every_workbook_a_formula_is_text(lists, editor, name):
    model = MODELS[name]
    content = b"".join(editor.get(lists[name], {"export": "xlsx"}).streaming_content)
    first, *rows = load_workbook(io.BytesIO(content)).active.iter_rows()
    assert [cell.value for cell in first] == headings(model, COLUMNS[name])
    assert {cell.data_type for row in rows for cell in row if cell.value == FORMULA} == {"s"}


@pytest.mark.parametrize("name", COLUMNS)
def test_no_two_columns_have_the_same_heading(name):
    named = headings(MODELS[name], COLUMNS[name])
    assert len(named) == len(set(named))


def test_every_kind_has_columns_except_what_has_no_list_of_its_own():
    assert [kind.key for kind in all_kinds() if not kind.columns] == ["page"]


def test_every_column_is_a_field_and_none_is_private():
    wrong = []
    for name, columns in COLUMNS.items():
        for column in columns:
            try:
                MODELS[name]._meta.get_field(column)
            except FieldDoesNotExist:
                wrong.append((name, column))
    assert wrong == []
    assert PRIVATE & {column for columns in COLUMNS.values() for column in columns} == set()


def test_a_file_holds_what_the_list_is_narrowed_down_to(db, admin_client):
    factories.OrganisationFactory(title="De Brug", kind="zorg")
    factories.OrganisationFactory(title="ROC Twente", kind="onderwijs")
    address = reverse("wagtailsnippets_pacts_organisation:list")
    content = b"".join(admin_client.get(address, {"export": "csv", "kind": "onderwijs"}).streaming_content)
    assert [line.split(";")[0] for line in content.decode().splitlines()[1:]] == ['"ROC Twente"']


@pytest.fixture
def followed_page(db):
    """In all of Wagtail's reports."""
    factories.site_tree()
    page = factories.NewsPageFactory(title=FORMULA, slug="formule-in-een-verslag")
    page.locked, page.locked_at, page.last_published_at = True, timezone.now(), timezone.now()
    page.save()
    log(page, "wagtail.edit", user=factories.UserFactory())
    page.save_revision()
    Workflow.objects.get().start(page, factories.UserFactory())
    return page


@pytest.mark.parametrize(
    "report", ["locked_pages", "aging_pages", "site_history", "workflow", "workflow_tasks"]
)
def test_in_no_report_of_wagtail_a_formula_is_run(followed_page, admin_client, report):
    address = reverse(f"wagtailadmin_reports:{report}")
    content = b"".join(admin_client.get(address, {"export": "csv"}).streaming_content).decode()
    cells = {cell for row in csv.reader(io.StringIO(content)) for cell in row}
    assert (f"'{FORMULA}" in cells, FORMULA in cells) == (True, False)


def test_who_may_not_see_a_list_gets_no_file(db, signed_in, bram):
    address = reverse("wagtailsnippets_pacts_organisation:list")
    response = signed_in(bram).get(address, {"export": "csv"})
    assert (response.status_code, response.headers["Content-Type"]) == (403, "text/html; charset=utf-8")


# --- What a cell says ---------------------------------------------------------------------------------------------


def test_a_cell_says_what_people_read(db):
    pact = factories.PactFactory(
        title="Pact Twente",
        started_on=date(2018, 11, 25),
        regions=[factories.RegionFactory(title="Twente"), factories.RegionFactory(title="Achterhoek")],
        topics=[factories.TopicFactory(name="Zij-instroom"), factories.TopicFactory(name="Leren")],
    )
    school = factories.OrganisationFactory(title="ROC Twente")
    factories.PactPartnerFactory(pact=pact, organisation=school, role="mbo", sort_order=1)
    names = ["title", "status", "started_on", "ended_on", "regions", "topics", "partners", "live"]
    assert cells_of(pact, names) == [
        "Pact Twente",
        "Actief",
        "25-11-2018",
        "",
        "Achterhoek; Twente",
        "Leren; Zij-instroom",
        "ROC Twente, mbo",
        "ja",
    ]


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.key) for kind in all_kinds() if kind.columns])
def test_a_longer_list_asks_no_more_queries(
    lists, kind, django_assert_num_queries, django_assert_max_num_queries
):
    def written():
        return [cells_of(row, kind.columns) for row in with_columns(kind.model.objects.all(), kind.columns)]

    with django_assert_max_num_queries(6) as counted:
        written()
    for _ in range(2):
        FACTORIES[kind.model]()
    with django_assert_num_queries(len(counted)):
        written()
