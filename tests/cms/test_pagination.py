"""Lists in pages: any page number gives a page, and only its rows are fetched whole."""

import pytest
from django.db.models import Value
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import TopicFactory
from zorgpact.cms.pagination import page_number, paginate
from zorgpact.taxonomy.models import Topic

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def rows():
    TopicFactory.create_batch(7)
    return Topic.objects.order_by("pk")


def test_a_page_takes_a_query_for_the_total_one_for_its_keys_and_one_for_its_rows(
    rows, django_assert_num_queries
):
    with django_assert_num_queries(3):
        page = paginate(rows, "2", per_page=3)
        assert (len(page.object_list), page.paginator.count, page.paginator.num_pages) == (3, 7, 3)


def test_what_is_shown_is_fetched_for_the_rows_of_the_page_only(rows):
    def displayed(topics):
        return topics.annotate(shown=Value(True))

    page = paginate(rows, "2", per_page=3, displayed=displayed)
    assert ([row.shown for row in page], list(page)) == ([True] * 3, list(rows[3:6]))


def test_the_pages_together_hold_every_row_once(rows):
    found = [row for number in "123" for row in paginate(rows, number, per_page=3)]
    assert found == list(rows)


@pytest.mark.parametrize(
    "number", [None, "", "0", "-1", "1.5", "abc", "\x00", "1\x00", "٢", "²", "１", " 2", "000"]
)
def test_a_number_that_makes_no_sense_gives_the_first_page(rows, number):
    page = paginate(rows, number, per_page=3)
    assert (page.number, list(page)) == (1, list(rows[:3]))


@pytest.mark.parametrize("number", ["4", "99", "9999999", "99999999", "1" + "0" * 30, "9" * 5000])
def test_a_number_that_is_too_high_gives_the_last_page(rows, number):
    page = paginate(rows, number, per_page=3)
    assert (page.number, list(page), page.paginator.count) == (3, list(rows[6:]), 7)


def test_zeros_in_front_do_not_matter(rows):
    assert paginate(rows, "0000000002", per_page=3).number == 2


def test_an_empty_list_has_one_empty_page():
    page = paginate(Topic.objects.order_by("pk"), "3")
    assert (page.number, list(page), page.paginator.count, page.has_other_pages()) == (1, [], 0, False)


@given(st.text())
@settings(max_examples=300)
def test_any_text_gives_a_number_that_a_database_can_skip_to(number):
    assert 1 <= page_number(number) < 10**8
