"""Editors make a round, see what will be in it, and freeze it once; they tell of it, and keep advice."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    ActionFactory,
    KoploperPageFactory,
    PlanFactory,
    RoundFactory,
    frozen_round,
    site_tree,
)
from tests.pages import look_at, text
from zorgpact.agenda.models import Round
from zorgpact.monitoring.models import Advice, RoundStory
from zorgpact.users.roles import ORGANISERS

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(eva, signed_in):
    return signed_in(eva)


@pytest.fixture
def freezing():
    """The address at which a round is frozen."""
    return reverse("rondes:freeze", args=[RoundFactory(slug="voorjaar", title="Voorjaar").pk])


def form(**changes):
    return {"title": "Najaar", "slug": "najaar", "held_on": "2019-10-01", "note": "", **changes}


def rows(name, *given):
    """The fields of inline rows."""
    fields = {f"{name}-TOTAL_FORMS": len(given), f"{name}-INITIAL_FORMS": 0}
    for number, row in enumerate(given):
        fields |= {f"{name}-{number}-{key}": value for key, value in row.items()}
        fields |= {f"{name}-{number}-ORDER": number + 1}
    return fields


# --- Making and freezing ------------------------------------------------------------------------------------------


def test_an_editor_makes_a_round(editor):
    editor.post(reverse("rondes:add"), form())
    this = Round.objects.get()
    assert (this.title, this.held_on, this.is_frozen) == ("Najaar", date(2019, 10, 1), False)


def test_a_round_of_a_day_to_come_is_told_so(editor):
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = editor.post(reverse("rondes:add"), form(held_on=tomorrow.isoformat()))
    assert answer.context["form"].errors == {
        "held_on": ["Die dag komt nog. Een ronde legt vast hoe het nu is."]
    }


def test_the_page_before_freezing_says_what_will_be_kept_and_does_nothing(editor, freezing):
    ActionFactory.create_batch(2)
    PlanFactory()
    words = text(look_at(freezing, editor), "main")
    assert "2 acties: titel, eigenaar" in words
    assert "1 plan: de hele tekst" in words
    assert not Round.objects.frozen().exists()


def test_an_editor_freezes_a_round(editor, freezing):
    ActionFactory()
    answer = editor.post(freezing, follow=True)
    this = Round.objects.get()
    assert (this.is_frozen, this.actions.count()) == (True, 1)
    assert "‘Voorjaar’ ligt vast en staat op de monitor." in answer.text
    assert "ligt al vast" in text(look_at(freezing, editor), "main")


def test_freezing_twice_is_freezing_once(editor, freezing):
    editor.post(freezing)
    first = Round.objects.get().frozen_at
    editor.post(freezing)
    assert Round.objects.get().frozen_at == first


def test_a_round_before_a_frozen_one_is_refused_with_a_sentence(editor, freezing):
    frozen_round(date(2020, 1, 1), title="Later")
    answer = editor.post(freezing, follow=True)
    assert "‘Later’ van 1 januari 2020 ligt al vast. Kies een latere datum." in answer.text
    assert Round.objects.frozen().count() == 1


def test_who_may_not_change_rounds_freezes_none(signed_in, bram, freezing):
    bram.groups.add(Group.objects.get(name=ORGANISERS))
    client = signed_in(bram)
    assert [client.get(freezing).status_code, client.post(freezing).status_code] == [302, 302]
    assert not Round.objects.frozen().exists()


def test_who_is_not_logged_in_is_asked_to(client, freezing):
    assert client.post(freezing).headers["Location"].startswith("/account/inloggen/")


def test_a_round_is_read_or_frozen_and_nothing_else(editor, freezing):
    assert editor.put(freezing).status_code == 405


# --- Afterwards ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["edit", "delete"])
def test_a_frozen_round_has_no_form_any_more(editor, name):
    this = frozen_round(date(2019, 3, 1))
    address = reverse(f"rondes:{name}", args=[this.pk])
    assert editor.get(address).status_code == 302
    editor.post(address, form())
    this.refresh_from_db()
    assert this.title != "Najaar"


def test_the_list_leads_to_what_can_be_done(editor):
    this, other = frozen_round(date(2019, 3, 1), slug="vast"), RoundFactory()
    page = look_at(reverse("rondes:index"), editor)
    found = {link["href"] for link in page.select("table a")}
    assert f"/monitor/?ronde={this.slug}" in found
    assert reverse("rondes:edit", args=[this.pk]) not in found
    assert {reverse(f"rondes:{name}", args=[other.pk]) for name in ("edit", "freeze")} <= found


# --- What is told -------------------------------------------------------------------------------------------------


def test_an_editor_tells_of_a_round_that_is_frozen(editor):
    site_tree()
    koploper = KoploperPageFactory(title="Ketenstage")
    given = {"round": frozen_round(date(2019, 3, 1)).pk, "text": "Het loopt."}
    given |= rows("koplopers", {"page": koploper.pk, "reason": "Zo kan het."})
    given |= rows("obstacles", {"title": "Geen tijd", "text": ""}) | rows("sources")
    editor.post(reverse("rondeverhalen:add"), given)
    story = RoundStory.objects.get()
    assert (story.koplopers.get().page, story.obstacles.get().title) == (koploper, "Geen tijd")


def test_an_editor_writes_down_an_advice(editor):
    point = {"text": "Meer leerplekken.", "state": "geen-antwoord", "answer": "", "answered_on": ""}
    point |= {"follow_up": "", "followed_up_on": ""}
    given = {"title": "Brief", "kind": "advies", "region": "", "letter_on": "2019-03-01", "document": ""}
    editor.post(reverse("adviezen:add"), {**given, "is_public": "on", **rows("points", point)})
    assert Advice.objects.published().get().points.get().text == "Meer leerplekken."


def test_an_answer_without_a_day_is_told_beside_the_field(editor):
    point = {"text": "Meer.", "state": "deels", "answer": "", "answered_on": "", "follow_up": ""}
    given = {"title": "Brief", "kind": "advies", "region": "", "letter_on": "2019-03-01", "document": ""}
    answer = editor.post(
        reverse("adviezen:add"), {**given, **rows("points", {**point, "followed_up_on": ""})}
    )
    (errors,) = answer.context["form"].formsets["points"].errors
    assert errors == {"answered_on": ["Op welke dag kwam dit antwoord?"]}
    assert not Advice.objects.exists()
