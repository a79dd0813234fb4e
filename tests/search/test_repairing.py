"""Each night the index is compared with the rows, and what it missed is put right."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pacts.models import Pact
from tests.factories import NewsPageFactory, PactFactory, StandardPageFactory, site_tree
from tests.search.index import fill_index
from zorgpact.cms.registry import all_kinds
from zorgpact.search.finding import search_everything
from zorgpact.search.models import Entry, entry_number
from zorgpact.search.repairing import AT_ONCE, in_parts, repair_index

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tree():
    return site_tree()


def found(words):
    return [item.title for group in search_everything(words) for item in group.items]


def test_what_is_missing_appears_and_what_is_gone_goes():
    kept, hidden = PactFactory(title="Leren"), NewsPageFactory(title="Leren nu")
    fill_index()
    Entry.objects.create(id=entry_number("pact", 10**6, None), kind="pact", object_pk=10**6, words="wleer")
    type(hidden).objects.filter(pk=hidden.pk).update(live=False)
    Entry.objects.filter(kind="pact", object_pk=kept.pk).delete()
    assert (repair_index(), found("leren")) == (3, ["Leren"])
    assert Entry.objects.filter(object_pk__in=[10**6, hidden.pk]).count() == 0


def test_what_changed_after_it_was_written_is_written_again():
    pact, page = PactFactory(title="Oud"), StandardPageFactory(title="Verouderd")
    fill_index()
    later = timezone.now() + timedelta(minutes=1)
    Pact.objects.filter(pk=pact.pk).update(title="Nieuw", updated_at=later)
    type(page).objects.filter(pk=page.pk).update(title="Vernieuwd", last_published_at=later)
    assert (repair_index(), found("nieuw"), found("oud"), found("vernieuwd")) == (
        2,
        ["Nieuw"],
        [],
        ["Vernieuwd"],
    )


def test_what_does_not_differ_costs_two_queries_for_each_kind():
    PactFactory.create_batch(3)
    fill_index()
    written = list(Entry.objects.values_list("pk", "written_at"))
    with CaptureQueriesContext(connection) as queries:
        assert repair_index() == 0
    assert len(queries) == 2 * len(all_kinds())
    assert list(Entry.objects.values_list("pk", "written_at")) == written


def test_many_are_written_in_parts():
    assert [len(part) for part in in_parts(range(2 * AT_ONCE + 1))] == [AT_ONCE, AT_ONCE, 1]
