"""The index: what Wagtail writes into it, when it forgets, and that it tells both databases the same."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.factories import (
    ActionFactory,
    EventFactory,
    KoploperPartnerFactory,
    NewsPageFactory,
    OrganisationFactory,
    PactFactory,
    PactPartnerFactory,
    PlanSignatoryFactory,
    RegionFactory,
    StandardPageFactory,
    TopicFactory,
    site_tree,
)
from tests.search.index import fill_index
from tests.test_kinds import FACTORIES
from zorgpact.cms.registry import all_kinds
from zorgpact.search.finding import search_everything
from zorgpact.search.indexing import write
from zorgpact.search.models import Entry, Mention, entry_number, row_pk, term_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks_at_once")]
PARTIES = {
    "koploper": {KoploperPartnerFactory: "page"},
    "pact": {PactPartnerFactory: "pact"},
    "plan": {PlanSignatoryFactory: "plan"},
}


@pytest.fixture(autouse=True)
def tree():
    return site_tree()


def found(words: str, **narrowed) -> list[str]:
    return [item.title for group in search_everything(words, **narrowed) for item in group.items]


# --- What is found ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "is_found"),
    [
        ("Wijkleerbedrijven in Almelo", "wijkleerbedrijf", True),
        ("Wijkleerbedrijven in Almelo", "almelo wijkleerbedrijven", True),
        ("Wijkleerbedrijven in Almelo", "wijkleerbedrijf enschede", False),
        ("Wijkleerbedrijven in Almelo", "wijk", False),
        ("De coördinatie van regio’s", "coordinatie regio", True),
        ("Samen op ’s-Heerenberg", "'s-heerenberg", True),
        ("Kamerbrief 2018-2019", "2019", True),
        ("a & b | !c:*", "a b c", True),
        ("Søren", "søren", True),
        ("中文", "中文", True),
    ],
)
def test_both_databases_find_the_same(text, words, is_found):
    PactFactory(title=text, slug="pact")
    fill_index()
    assert found(words) == ([text] if is_found else [])


def test_what_has_the_words_in_its_title_comes_first_and_then_the_newest():
    PactFactory(title="Oud", introduction="Over leren.", started_on=date(2014, 1, 1))
    PactFactory(title="Nieuw", introduction="Over leren.", started_on=date(2018, 1, 1))
    PactFactory(title="Zonder datum", introduction="Over leren.", started_on=None)
    PactFactory(title="Leren", started_on=date(2012, 1, 1))
    fill_index()
    assert found("leren") == ["Leren", "Nieuw", "Oud", "Zonder datum"]


def test_what_a_thing_is_tied_to_finds_it():
    topic = TopicFactory(name="Ggz", synonyms="psychiatrie")
    PactFactory(title="Met onderwerp", topics=[topic])
    EventFactory(title="In een regio", regions=[RegionFactory(title="Twente")])
    ActionFactory(title="Van een eigenaar", owner=OrganisationFactory(title="Zorggroep De Brug"))
    fill_index()
    assert found("psychiatrie") == ["Met onderwerp"]
    assert found("twente") == ["In een regio", "Twente"]
    assert found("brug") == ["Van een eigenaar", "Zorggroep De Brug"]


def test_the_name_of_a_draft_organisation_finds_nothing():
    ActionFactory(title="Van een eigenaar", owner=OrganisationFactory(title="Geheim", live=False))
    fill_index()
    assert found("geheim") == []


def test_more_than_fifty_are_told_as_such():
    PactFactory.create_batch(51, introduction="Over leren.")
    fill_index()
    (group,) = search_everything("leren")
    assert (group.count, len(group.items)) == ("50 of meer", 50)


def test_it_takes_two_queries_of_the_index_and_one_for_each_kind_that_was_found(django_assert_num_queries):
    for number in (1, 5):
        PactFactory.create_batch(number, introduction="Over leren.")
        EventFactory.create_batch(number, introduction="Over leren.")
        fill_index()
        with django_assert_num_queries(4):
            search_everything("leren")


# --- What is not --------------------------------------------------------------------------------------------------


def test_what_was_hidden_is_not_found_though_no_worker_runs():
    pact, page = PactFactory(title="Leren"), StandardPageFactory(title="Leren elders")
    child = NewsPageFactory(title="Leren hier")
    fill_index()
    assert len(found("leren")) == 3
    type(pact).objects.filter(pk=pact.pk).update(live=False)
    type(page).objects.filter(pk=page.pk).update(live=False)
    PageViewRestriction.objects.create(
        page=child.get_parent(), restriction_type=PageViewRestriction.PASSWORD, password="samen"
    )
    assert (Entry.objects.count(), found("leren")) == (3, [])


def test_a_page_is_found_again_when_its_shield_goes():
    page = NewsPageFactory(title="Leren")
    shield = PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type=PageViewRestriction.PASSWORD, password="samen"
    )
    fill_index()
    assert found("leren") == []
    shield.delete()
    assert found("leren") == ["Leren"]


# --- Writing it ---------------------------------------------------------------------------------------------------


def test_a_row_is_written_with_the_topics_that_are_saved_after_it(django_capture_on_commit_callbacks):
    topic = TopicFactory()
    pact = PactFactory()
    with django_capture_on_commit_callbacks(execute=True):
        pact.topics.set([topic])
        pact.save()
    assert list(Mention.objects.values_list("kind", "term")) == [("pact", term_of(topic))]


def test_a_row_that_is_taken_back_or_deleted_leaves_nothing(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first, second = PactFactory.create_batch(2, topics=[TopicFactory()])
    assert (Entry.objects.count(), Mention.objects.count()) == (2, 2)
    with django_capture_on_commit_callbacks(execute=True):
        first.unpublish()
        second.delete()
    assert (Entry.objects.count(), Mention.objects.count()) == (0, 0)


def test_a_changed_date_moves_the_entry(django_capture_on_commit_callbacks):
    pact = PactFactory(started_on=date(2015, 1, 1))
    for year in (2016, 2017):
        pact.started_on = date(year, 1, 1)
        with django_capture_on_commit_callbacks(execute=True):
            pact.save()
    assert Entry.objects.get().pk == entry_number("pact", pact.pk, date(2017, 1, 1))


def test_a_rebuild_removes_what_is_gone():
    Entry.objects.create(id=entry_number("pact", 9, None), kind="pact", object_pk=9, words="wleer")
    Entry.objects.update(written_at=timezone.now() - timedelta(days=1))
    pact = PactFactory()
    fill_index()
    assert list(Entry.objects.values_list("object_pk", flat=True)) == [pact.pk]


def test_the_words_that_are_forgotten_leave_the_index_of_sqlite():
    PactFactory(title="Leren").delete()
    fill_index()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words(search_words) VALUES ('integrity-check')")
    assert Entry.objects.count() == 0


def test_a_number_tells_the_row_and_the_order():
    numbers = [
        entry_number("pact", pk, day) for day in (None, date(2015, 1, 1), date.max) for pk in (1, 2**29 - 1)
    ]
    assert [row_pk(number) for number in numbers] == [1, 2**29 - 1] * 3
    assert (numbers, max(numbers) < 2**63) == (sorted(numbers), True)


def test_two_kinds_never_share_a_number():
    numbers = {entry_number(kind.key, 1, None) for kind in all_kinds()}
    assert len(numbers) == len(all_kinds())


def tied(kind, number):
    """A row of this kind that is tied to whatever it can be tied to."""
    topic, region = TopicFactory(kind="actielijn"), RegionFactory()
    own = {"action": {"action_line": topic}, "region": {"organisation": OrganisationFactory()}}.get(
        kind.key, {}
    )
    if hasattr(kind.model, "topics"):
        own |= {"topics": [topic], "regions": [region]}
    row = FACTORIES[kind.model](title=f"Rij {number}", slug=f"rij-{number}", **own)
    for party, field in PARTIES.get(kind.key, {}).items():
        party.create_batch(2, **{field: row})
    return row


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.key)
def test_writing_more_rows_takes_no_more_queries(kind):
    pks = [tied(kind, number).pk for number in range(3)]
    write(kind, pks)  # what is written again is forgotten first
    counts = []
    for written in (pks[:1], pks):
        with CaptureQueriesContext(connection) as queries:
            write(kind, written)
        counts.append(len(queries))
    assert counts[0] == counts[1]
