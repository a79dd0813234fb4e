"""What the first `make run` leaves behind, when the worker has done nothing yet."""

import pytest

from zorgpact.operations.preparation import prepare_database

ACTION = "/actieagenda/overstap-met-uwv-rijnmond/"


@pytest.mark.django_db
def test_after_the_first_run_search_finds_and_actions_tell_their_session(client, settings):
    settings.DEBUG = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    prepare_database(lambda line: None)
    found = client.get("/zoeken/", {"q": "leren"}).content.decode()
    action = client.get(ACTION).content.decode()
    assert ('id="soort-pacten"' in found, "Van inspirerende voorbeelden naar actie!" in action) == (
        True,
        True,
    )
