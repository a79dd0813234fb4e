"""Whatever a visitor sends, the site answers: with what was asked for, or with what is wrong with it."""

import re

import pytest

from tests import addresses, fuzzing
from tests.posted import POSTED

pytestmark = pytest.mark.django_db

FEWEST_CASES = 2_000


@pytest.fixture(scope="module")
def content(module_db):
    addresses.create_content()


def test_every_address_with_arguments_has_an_example():
    assert addresses.unknown_routes() == []


def test_every_type_of_page_has_an_address(content):
    assert addresses.pages_without_address() == []


def test_every_example_leads_somewhere(content, client):
    statuses = {path: client.get(path).status_code for path in addresses.public_paths()}
    assert statuses == {path: 302 if path == "/_util/login/" else 200 for path in statuses}


def test_every_field_of_a_public_form_is_fuzzed(content, client):
    control = re.compile(r'<(?:input|select|textarea)[^>]*?\bname="([^"]+)"')
    pages = [client.get(path) for path in addresses.public_paths()]
    texts = [page.text for page in pages if page["Content-Type"].startswith("text/html")]
    names = {name for text in texts for name in control.findall(text)}
    assert names - {*fuzzing.PARAMETERS, *POSTED} == set()


def test_there_are_enough_malformed_requests():
    assert len(set(fuzzing.all_cases())) >= FEWEST_CASES


def kinds_of_case():
    """Those that never come as far as the database are sent once."""
    for kind in fuzzing.KINDS:
        marks = [pytest.mark.once] if kind in fuzzing.BEFORE_THE_DATABASE else []
        yield pytest.param(kind, id=kind.__name__, marks=marks)


@pytest.mark.parametrize("kind", kinds_of_case())
def test_nothing_malformed_breaks_the_site(kind, content, capsys):
    cases = list(kind(addresses.public_paths()))
    found = fuzzing.failures(cases)
    with capsys.disabled():
        print(f"\n{kind.__name__}: {len(cases)} requests")
    assert found == [], "\n" + "\n".join(found[:20])
