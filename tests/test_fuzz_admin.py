"""Whatever who is logged in sends to the admin, the site answers.

A small sample of tests/fuzzing_admin.py, always the same. All of it, with a table of what failed (minutes a role):
`FUZZ_ADMIN_EVERY=1 python -m pytest -n 0 -s tests/test_fuzz_admin.py`.
"""

import os

import pytest

from tests import addresses, fuzzing_admin
from tests.fuzzing_admin import SUPERUSER
from zorgpact.users.roles import ROLES

PEOPLE = [*ROLES, SUPERUSER]
pytestmark = [pytest.mark.django_db, pytest.mark.once]

EVERY = int(os.environ.get("FUZZ_ADMIN_EVERY", "300"))  # so many-th address; each role another one
SHIFT = 101


# What Wagtail 8.0.1 itself answers with a failure, and to what. Nobody meets these by clicking; none of it is our code.
WAGTAILS_OWN = {
    "MultiValueDictKeyError in value_from_datadict of wagtail/blocks/stream_block.py": "a text without its count of blocks",
    "AttributeError in post of wagtail/admin/views/generic/chooser.py": "a new row, from a chooser that makes none",
    "ValueError in get_object of wagtail/admin/views/generic/chooser.py": "one to choose whose number is none",
    "ValueError in get_instance of wagtail/admin/widgets/chooser.py": "a chosen row that is no number",
    "ValueError in get_object of wagtail/admin/views/generic/models.py": "the versions of what is no number",
    "AttributeError in is_absolute_path of wagtail/admin/forms/choosers.py": "a link without its address",
    "KeyError in clean of wagtail/contrib/redirects/forms.py": "the second step of an import without the first",
    "NoReverseMatch in post of wagtail/admin/views/generic/models.py": "a next page that is no address",
    "NoReverseMatch in save_action of wagtail/admin/views/generic/models.py": "the same",
    "NoReverseMatch in post of wagtail/admin/views/pages/delete.py": "the same",
    "MultiValueDictKeyError in post of wagtail/admin/views/pages/copy.py": "a copy without a place for it",
    "ValueError in post of wagtail/admin/views/pages/copy.py": "a copy to a place that is no number",
    "JSONDecodeError in to_database_format of wagtail/admin/rich_text/converters/contentstate.py": "a text that no editor made",
    "ValueError in get_objects of wagtail/documents/views/chooser.py": "chosen documents that are no numbers",
    "OverflowError in get_multiple_chosen_response of wagtail/admin/views/generic/chooser.py": "numbers of 19 digits",
    "OverflowError in filter_queryset of wagtail/admin/views/generic/base.py": "a filter of 19 digits, on SQLite",
    "AttributeError in get_object of wagtail/admin/views/pages/revisions.py": "a version that does not exist",
    "ValueError in find_object of wagtail/api/v2/views.py": "a document whose number is infinite",
    "NoReverseMatch in render_modal_workflow of wagtail/admin/modal_workflow.py": "a link to a page below what is no number",
    "ValueError in ping of wagtail/admin/views/editing_sessions.py": "who edits what is no number",
    "OverflowError in ping of wagtail/admin/views/editing_sessions.py": "who edits what has 19 digits, on SQLite",
    "ValidationError in is_valid of wagtail/admin/views/generic/models.py": "a row of a form whose key is no number",
}


@pytest.fixture(scope="module")
def people(module_db):
    addresses.create_content()
    fuzzing_admin.create_admin_content()
    return fuzzing_admin.people()


@pytest.mark.parametrize("role", PEOPLE)
def test_nothing_malformed_breaks_the_admin(people, role, capsys):
    own = fuzzing_admin.all_addresses()[PEOPLE.index(role) * SHIFT % EVERY :: EVERY]
    client = people[role]
    found = fuzzing_admin.failures(fuzzing_admin.all_cases(own, client), client)
    with capsys.disabled():
        print("", f"{role}: {found.requests} requests, {dict(found.statuses)}", *found.lines(), sep="\n")
    assert set(found.counts) - set(WAGTAILS_OWN) == set()
