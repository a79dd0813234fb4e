"""Editors keep pacts, plans, actions and regions in the admin."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex
from wagtail.test.utils.form_data import inline_formset

from pacts.finding import find_regions
from pacts.models import Ambition, Municipality, Organisation, Pact, Plan, Region
from tests.factories import (
    ActionFactory,
    AmbitionFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PactFactory,
    PactPartnerFactory,
    PlaceNameFactory,
    PlanFactory,
    RegionFactory,
    TopicFactory,
)
from tests.forms import AUTOSAVE, action_form, pact_form, plan_form, region_form
from zorgpact.agenda.models import Action

PUBLISH = {"action-publish": "action-publish"}


@pytest.fixture
def editor(eva, signed_in):
    return signed_in(eva)


@pytest.fixture
def admin(admin_user, signed_in):
    return signed_in(admin_user)


def url(model, view, *args):
    app = "agenda" if model == "action" else "pacts"
    return reverse(f"wagtailsnippets_{app}_{model}:{view}", args=args)


LISTS = ["pact", "plan", "ambition", "action", "organisation", "region"]


@pytest.mark.parametrize("model", LISTS)
def test_an_editor_sees_each_list(editor, model):
    AmbitionFactory()
    ActionFactory(pact=PactFactory(regions=[RegionFactory()]))
    assert editor.get(url(model, "list")).status_code == 200
    assert editor.get(url(model, "list"), {"q": "a'\" b", "ordering": "-title"}).status_code == 200


def test_a_list_is_narrowed_down_by_region_and_searched_at_once(editor):
    region = RegionFactory()
    wanted = PactFactory(title="Zorgpact Oost", regions=[region])
    PactFactory(title="Zorgpact Oost twee")
    answer = editor.get(url("pact", "list"), {"regions": region.pk, "status": "actief", "q": "oost"})
    assert list(answer.context["object_list"]) == [wanted]


@pytest.mark.parametrize("path", ["pact", "action", "region"])
def test_a_list_asks_as_many_queries_for_one_row_as_for_three(editor, path, django_assert_max_num_queries):
    factory = {"pact": PactFactory, "action": ActionFactory, "region": RegionFactory}[path]
    factory()
    editor.get(url(path, "list"))
    with django_assert_max_num_queries(25) as one:
        editor.get(url(path, "list"))
    factory.create_batch(2)
    with django_assert_max_num_queries(25) as three:
        editor.get(url(path, "list"))
    assert len(three) == len(one)


def test_an_editor_publishes_a_new_pact(editor):
    region, topic = RegionFactory(), TopicFactory(name="Gezond werken")
    answer = editor.post(
        url("pact", "add"), {**pact_form(regions=[str(region.pk)], topics='"Gezond werken"'), **PUBLISH}
    )
    assert answer.status_code == 302
    pact = Pact.objects.published().get()
    assert (list(pact.regions.all()), list(pact.topics.all())) == ([region], [topic])
    assert pact.results[0].value["title"] == "20 leerplekken"


def test_a_topic_that_does_not_exist_is_not_made(editor):
    editor.post(url("pact", "add"), {**pact_form(topics='"Iets nieuws"'), **PUBLISH})
    assert list(Pact.objects.get().topics.all()) == []


def test_a_draft_is_not_public(editor):
    editor.post(url("pact", "add"), pact_form())
    assert list(Pact.objects.values_list("title", "live")) == [("Zorgpact Twente", False)]
    assert not Pact.objects.published().exists()


def test_a_draft_of_a_published_pact_leaves_the_site_alone(editor):
    pact = PactFactory(title="Zorgpact Twente")
    editor.post(url("pact", "edit", pact.pk), pact_form(title="Zorgpact Oost", slug=pact.slug))
    pact.refresh_from_db()
    assert (pact.title, pact.has_unpublished_changes) == ("Zorgpact Twente", True)
    assert pact.get_latest_revision_as_object().title == "Zorgpact Oost"


def test_publishing_everything_that_can_be_published(editor):
    region, plan, owner = RegionFactory(), PlanFactory(regions=[RegionFactory()]), OrganisationFactory()
    editor.post(url("plan", "add"), {**plan_form(region), **PUBLISH})
    editor.post(url("action", "add"), {**action_form(owner, plan, regions=[str(region.pk)]), **PUBLISH})
    editor.post(url("region", "edit", region.pk), {**region_form(region, title="Twente"), **PUBLISH})
    assert list(Plan.objects.published().get(slug="actieplan-twente").regions.all()) == [region]
    assert Action.objects.published().get().owner == owner
    assert Region.objects.published().get(pk=region.pk).title == "Twente"


@pytest.mark.parametrize("model", ["pact", "plan", "action"])
def test_a_draft_with_only_a_title_is_saved_or_refused_but_never_fails(editor, model):
    forms = {
        "pact": pact_form(introduction="", started_on=""),
        "plan": plan_form(RegionFactory(), introduction="", regions=[], period_start="", period_end=""),
        "action": {**action_form(OrganisationFactory(), PlanFactory()), "owner": "", "plan": ""},
    }
    answer = editor.post(url(model, "add"), forms[model], headers=AUTOSAVE)
    assert answer.status_code in (200, 400)


def test_saving_by_itself_twice_keeps_one_row_and_its_streams(editor):
    first = editor.post(url("pact", "add"), pact_form(), headers=AUTOSAVE).json()
    second = editor.post(
        first["url"],
        {
            **pact_form(title="Zorgpact Oost"),
            "overwrite_revision_id": first["revision_id"],
            "loaded_revision_id": first["revision_id"],
            "loaded_revision_created_at": first["revision_created_at"],
        },
        headers=AUTOSAVE,
    ).json()
    assert (second["success"], second["pk"]) == (True, first["pk"])
    latest = Pact.objects.get().get_latest_revision_as_object()
    assert (latest.title, latest.revisions.count()) == ("Zorgpact Oost", 1)
    assert ([block.block_type for block in latest.body], len(latest.results)) == (["quote"], 1)


def partner(organisation, order):
    return {"id": "", "organisation": organisation.pk, "role": "mbo", "ORDER": str(order)}


def saved_by_itself(editor, address, form, revision=None):
    """What the browser does: post, and fill in what the answer says before it posts again."""
    known = (
        {}
        if revision is None
        else {name: revision[name] for name in ("loaded_revision_id", "overwrite_revision_id")}
    )
    answer = editor.post(address, {**form, **known}, headers=AUTOSAVE).json()
    assert answer["success"], answer
    form.update(answer["field_updates"])
    ids = {"loaded_revision_id": answer["revision_id"], "overwrite_revision_id": answer["revision_id"]}
    return answer, ids


@pytest.mark.parametrize("is_live", [False, True])
def test_saving_by_itself_never_doubles_a_partner(editor, is_live):
    first, second = OrganisationFactory.create_batch(2)
    form = pact_form(partners=inline_formset([partner(first, 1)]), slug="zorgpact-twente")
    address = url("pact", "edit", PactFactory(slug="zorgpact-twente").pk) if is_live else url("pact", "add")
    answer, ids = saved_by_itself(editor, address, form)
    address = answer.get("url", address)
    form |= {"partners-TOTAL_FORMS": "2"}
    form |= {f"partners-1-{name}": value for name, value in partner(second, 2).items()}
    for title in ("Zorgpact Oost", "Zorgpact Noord"):
        form["title"] = title
        _, ids = saved_by_itself(editor, address, form, ids)
    editor.post(address, {**form, **PUBLISH})
    assert [row.organisation for row in Pact.objects.get().partners.all()] == [first, second]


def organisation_form(**changes):
    return {
        "title": "ROC Oost",
        "slug": "roc-oost",
        "kind": "onderwijs",
        "place": "",
        "website": "",
        "introduction": "",
        "cover": "",
        "social_image": "",
        **changes,
    }


def test_a_name_that_is_typed_half_is_not_on_the_site(editor):
    organisation = OrganisationFactory(title="ROC Oost")
    editor.post(url("organisation", "edit", organisation.pk), organisation_form(title="ROC O"))
    organisation.refresh_from_db()
    assert (organisation.title, organisation.has_unpublished_changes) == ("ROC Oost", True)


def test_an_organisation_is_on_the_site_once_it_is_published(editor, client):
    editor.post(url("organisation", "add"), organisation_form())
    organisation = Organisation.objects.get()
    pact = PactPartnerFactory(organisation=organisation, role="mbo").pact
    before = client.get(pact.get_absolute_url()).content.decode()
    editor.post(url("organisation", "edit", organisation.pk), {**organisation_form(), **PUBLISH})
    after = client.get(pact.get_absolute_url()).content.decode()
    assert ("ROC Oost" in before, "ROC Oost" in after) == (False, True)


def test_an_ambition_is_in_the_plan_once_it_is_published(editor, client):
    plan = PlanFactory()
    form = {"plan": plan.pk, "title": "Wie begint, blijft", "description": "", "target": "", "order": 1}
    editor.post(url("ambition", "add"), form)
    before = client.get(plan.get_absolute_url()).content.decode()
    editor.post(url("ambition", "edit", Ambition.objects.get().pk), {**form, **PUBLISH})
    after = client.get(plan.get_absolute_url()).content.decode()
    assert (form["title"] in before, form["title"] in after) == (False, True)


def test_the_draft_of_what_stands_on_other_pages_has_a_preview(editor):
    plan = PlanFactory()
    forms = {
        "organisation": organisation_form(title="ROC in de maak"),
        "ambition": {"plan": plan.pk, "title": "Nog een wens", "description": "", "target": "", "order": 1},
    }
    shown = {}
    for model, form in forms.items():
        assert editor.post(url(model, "preview_on_add"), form).json()["is_valid"]
        shown[model] = editor.get(url(model, "preview_on_add")).content.decode()
    assert ("ROC in de maak" in shown["organisation"], "Nog een wens" in shown["ambition"]) == (True, True)


@pytest.mark.parametrize(
    ("model", "factory"),
    [("pact", PactFactory), ("plan", PlanFactory), ("action", ActionFactory), ("region", RegionFactory)],
)
def test_the_preview_shows_the_draft(editor, model, factory):
    item = factory()
    forms = {
        "pact": pact_form(title="Nieuwe titel"),
        "plan": plan_form(RegionFactory(), title="Nieuwe titel"),
        "action": action_form(OrganisationFactory(), PlanFactory(), title="Nieuwe titel"),
        "region": region_form(item, title="Nieuwe titel") if model == "region" else {},
    }
    path = url(model, "preview_on_edit", item.pk)
    assert editor.post(path, forms[model]).json()["is_valid"]
    assert "Nieuwe titel" in editor.get(path).content.decode()


@pytest.mark.parametrize("model", ["pact", "plan", "action", "region"])
def test_something_new_can_be_previewed_before_it_is_saved(admin, model):
    region = RegionFactory.build(title="Twente", slug="twente", code="RA9999")
    forms = {
        "pact": pact_form(title="Nieuwe titel"),
        "plan": plan_form(RegionFactory(), title="Nieuwe titel"),
        "action": action_form(OrganisationFactory(), PlanFactory(), title="Nieuwe titel"),
        "region": region_form(region, title="Nieuwe titel"),
    }
    assert admin.post(url(model, "preview_on_add"), forms[model]).json()["is_valid"]
    assert "Nieuwe titel" in admin.get(url(model, "preview_on_add")).content.decode()


def test_an_older_version_can_be_seen_compared_and_put_back(editor):
    pact = PactFactory(title="Zorgpact Twente", slug="zorgpact-twente")
    for title in ("Eerste", "Tweede"):
        editor.post(url("pact", "edit", pact.pk), {**pact_form(title=title), **PUBLISH})
    first, second = pact.revisions.order_by("created_at")
    assert "Tweede" in editor.get(url("pact", "history", pact.pk)).content.decode()
    assert "Eerste" in editor.get(url("pact", "revisions_view", pact.pk, first.pk)).content.decode()
    compared = editor.get(url("pact", "revisions_compare", pact.pk, first.pk, second.pk))
    assert "Tweede" in compared.content.decode()
    editor.post(
        url("pact", "revisions_revert", pact.pk, first.pk),
        {**pact_form(title="Eerste"), "revision": first.pk, **PUBLISH},
    )
    assert Pact.objects.get().title == "Eerste"


def test_a_locked_pact_is_closed_to_others(editor, admin):
    pact = PactFactory(title="Zorgpact Twente")
    admin.post(url("pact", "lock", pact.pk))
    editor.post(url("pact", "edit", pact.pk), {**pact_form(title="Anders"), **PUBLISH})
    assert Pact.objects.get().title == "Zorgpact Twente"
    admin.post(url("pact", "unlock", pact.pk))
    editor.post(url("pact", "edit", pact.pk), {**pact_form(title="Anders"), **PUBLISH})
    assert Pact.objects.get().title == "Anders"


def test_publishing_can_wait_for_a_date(editor):
    tomorrow = timezone.localtime() + datetime.timedelta(days=1)
    editor.post(
        url("pact", "add"), {**pact_form(go_live_at=f"{tomorrow:%Y-%m-%d %H:%M}", expire_at=""), **PUBLISH}
    )
    pact = Pact.objects.get()
    assert (pact.live, pact.scheduled_revision is not None) == (False, True)
    assert pact.status_string == "gepland"


def test_a_pact_is_taken_off_the_site(editor):
    pact = PactFactory()
    editor.post(url("pact", "unpublish", pact.pk))
    assert not Pact.objects.published().exists()


def test_only_what_is_on_the_site_has_a_link_to_it(editor):
    pact, draft = PactFactory(), PactFactory(live=False)
    link = f'href="{pact.get_absolute_url()}"'
    assert link in editor.get(url("pact", "list")).content.decode()
    assert link in editor.get(url("pact", "edit", pact.pk)).content.decode()
    assert "Bekijk live" not in editor.get(url("pact", "edit", draft.pk)).content.decode()


def test_a_copy_asks_for_a_new_address(editor):
    pact = PactFactory(title="Zorgpact Twente")
    form = editor.get(url("pact", "copy", pact.pk)).context["form"]
    assert (form["title"].value(), form["slug"].value()) == ("Zorgpact Twente", "")


def test_the_address_follows_the_title_of_something_new(editor):
    page = editor.get(url("pact", "add")).content.decode()
    assert 'data-controller="w-slug"' in page
    assert "w-sync" in page


def test_regions_are_ticked(editor):
    RegionFactory.create_batch(2)
    page = editor.get(url("pact", "add")).content.decode()
    assert page.count('type="checkbox" name="regions"') == 2


def test_a_renamed_municipality_is_found_by_its_new_name(admin):
    place = PlaceNameFactory(municipality=MunicipalityFactory(name="Oud"))
    town = place.municipality
    admin.post(
        reverse("gemeenten:edit", args=[town.pk]),
        {"code": town.code, "name": "'s-Nieuw", "province": "Utrecht", "region": town.region_id},
    )
    assert Municipality.objects.get().key == "snieuw"
    assert [found.region for found in find_regions("'s Nieuw")] == [town.region]
    assert admin.get(reverse("gemeenten:index"), {"q": place.name}).status_code == 200
    assert admin.get(reverse("plaatsnamen:index")).status_code == 200


def test_a_new_organisation_has_history(editor):
    editor.post(url("organisation", "add"), organisation_form(place="Enschede"))
    organisation = Organisation.objects.get()
    assert organisation.revisions.count() == 1
    assert editor.get(url("organisation", "history", organisation.pk)).status_code == 200


def test_who_uses_an_organisation_can_be_looked_up(editor):
    organisation = OrganisationFactory()
    ActionFactory(owner=organisation, title="Open een leerhuis")
    ReferenceIndex.create_or_update_for_object(Action.objects.get())
    assert "Open een leerhuis" in editor.get(url("organisation", "usage", organisation.pk)).content.decode()


def test_a_visitor_is_asked_to_sign_in(client):
    answer = client.get(url("pact", "list"))
    assert (answer.status_code, answer.url) == (302, f"/account/inloggen/?next={url('pact', 'list')}")


def test_someone_without_rights_does_not_get_in(bram, signed_in):
    answer = signed_in(bram).post(url("pact", "add"), {**pact_form(), **PUBLISH})
    assert answer.status_code == 403
    assert not Pact.objects.exists()
