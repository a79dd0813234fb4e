"""Two topics become one: nothing loses its topic, nothing leads nowhere, and what cannot be is refused."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.urls import reverse
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from tests.factories import (
    ActionFactory,
    EventFactory,
    KoploperPageFactory,
    NewsPageFactory,
    PactFactory,
    ThemePageFactory,
    TopicFactory,
    UserFactory,
    site_tree,
)
from tests.pages import links, look_at, text, texts
from zorgpact.cms.editions import current_edition
from zorgpact.cms.merging import MergeRefused, carriers, merge
from zorgpact.taxonomy.models import Topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks_at_once")]
TAGGED = [ActionFactory, EventFactory, KoploperPageFactory, NewsPageFactory, PactFactory]


@pytest.fixture
def tree():
    return site_tree()


@pytest.fixture
def topic():
    return TopicFactory(name="Bijscholen", slug="bijscholen", synonyms="cursus, training")


@pytest.fixture
def target():
    return TopicFactory(name="Leren", slug="leren")


def names(thing):
    return sorted(topic.name for topic in type(thing)._default_manager.get(pk=thing.pk).topics.all())


# --- What carries it ----------------------------------------------------------------------------------------


def test_every_kind_that_carries_topics_is_known():
    assert {carrier.model for carrier in carriers() if carrier.parent} == {
        factory._meta.model for factory in TAGGED
    }


@pytest.mark.parametrize("factory", TAGGED)
def test_what_had_the_topic_has_the_other_one(factory, topic, target, eva):
    thing, other = factory(topics=[topic]), factory(topics=[TopicFactory(name="Werken")])
    merge(topic, target, eva)
    assert (names(thing), names(other)) == (["Leren"], ["Werken"])
    assert not Topic.objects.filter(pk=topic.pk).exists()


def test_what_had_both_has_it_once(topic, target, eva):
    thing = NewsPageFactory(topics=[topic, target])
    merge(topic, target, eva)
    assert names(thing) == ["Leren"]


def test_actions_keep_an_action_line(eva):
    line, target = TopicFactory.create_batch(2, kind="actielijn")
    action = ActionFactory(action_line=line)
    merge(line, target, eva)
    action.refresh_from_db()
    assert action.action_line == target


def test_a_theme_page_goes_along(topic, target, eva):
    theme = ThemePageFactory(topic=topic)
    merge(topic, target, eva)
    theme.refresh_from_db()
    assert theme.topic == target


# --- Drafts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("factory", TAGGED)
@pytest.mark.parametrize("has_both", [False, True])
def test_a_draft_of_before_is_published_with_the_other_topic(factory, has_both, topic, target, eva):
    thing = factory()
    thing.topics.set([topic, target] if has_both else [topic])
    revision = thing.save_revision()
    merge(topic, target, eva)
    revision.refresh_from_db()
    revision.publish()
    assert names(thing) == ["Leren"]


def test_a_draft_that_lost_a_duplicate_is_published_whole(topic, target, eva):
    thing = NewsPageFactory(topics=[topic, target])
    thing.topics.set([topic])
    revision = thing.save_revision()
    merge(topic, target, eva)
    revision.refresh_from_db()
    revision.publish()
    assert names(thing) == ["Leren"]


def test_drafts_keep_an_action_line_and_the_topic_of_a_theme(topic, target, eva):
    line, other_line = TopicFactory.create_batch(2, kind="actielijn")
    action, theme = ActionFactory(), ThemePageFactory()
    action.action_line, theme.topic = line, topic
    revisions = [action.save_revision(), theme.save_revision()]
    merge(line, other_line, eva)
    merge(topic, target, eva)
    for revision in revisions:
        revision.refresh_from_db()
    drafts = [revision.as_object() for revision in revisions]
    assert (drafts[0].action_line, drafts[1].topic) == (other_line, target)


def test_a_draft_with_another_topic_is_left_as_it_was(topic, target, eva):
    revision = NewsPageFactory(topics=[TopicFactory()]).save_revision()
    before = Revision.objects.get(pk=revision.pk).content
    merge(topic, target, eva)
    assert Revision.objects.get(pk=revision.pk).content == before


# --- Its name and its address -------------------------------------------------------------------------------


def test_its_name_and_synonyms_become_those_of_the_other(topic, eva):
    target = TopicFactory(name="Cursus", synonyms="leren,Training")
    merge(topic, target, eva)
    target.refresh_from_db()
    assert target.synonyms == "leren, Training, Bijscholen"


@pytest.mark.parametrize("path", ["/nieuws/", "/koplopers/", "/agenda/", "/pacten/", "/zoeken/"])
def test_a_list_that_was_narrowed_down_to_it_leads_on(client, path, topic, target, eva, tree):
    merge(topic, target, eva)
    answer = client.get(f"{path}?onderwerp=bijscholen&p=2")
    assert (answer.status_code, answer.get("Location")) == (302, f"{path}?onderwerp=leren&p=2")


def test_the_action_agenda_leads_on_too(client, eva):
    line, target = TopicFactory(slug="a", kind="actielijn"), TopicFactory(slug="b", kind="actielijn")
    merge(line, target, eva)
    assert client.get("/actieagenda/?actielijn=a")["Location"] == "/actieagenda/?actielijn=b"


def test_an_address_leads_on_through_several_merges(client, topic, target, eva):
    last = TopicFactory(slug="ontwikkelen")
    merge(topic, target, eva)
    merge(target, last, eva)
    assert client.get("/zoeken/?onderwerp=bijscholen")["Location"] == "/zoeken/?onderwerp=ontwikkelen"
    assert client.get("/zoeken/?onderwerp=leren")["Location"] == "/zoeken/?onderwerp=ontwikkelen"


def test_a_new_topic_at_an_old_address_goes_before_it(client, topic, target, eva, tree):
    merge(topic, target, eva)
    TopicFactory(name="Bijscholen", slug="bijscholen")
    assert client.get("/zoeken/?onderwerp=bijscholen").status_code == 200
    assert client.get("/nieuws/?onderwerp=bijscholen").status_code == 200


@pytest.mark.parametrize("value", ["nooit", "a\0b", "x" * 3000])
def test_what_was_never_a_topic_shows_the_whole_list(client, value, tree):
    assert client.get("/nieuws/", {"onderwerp": value}).status_code == 200


def test_all_that_has_the_other_topic_is_found_by_the_old_name(
    topic, target, eva, django_capture_on_commit_callbacks
):
    NewsPageFactory(title="Had het al", topics=[target])
    NewsPageFactory(title="Kreeg het", topics=[topic])
    with django_capture_on_commit_callbacks(execute=True):
        merge(topic, target, eva)
    found = texts(look_at("/zoeken/?q=bijscholen"), "section[aria-labelledby^=soort-] li a")
    assert sorted(found) == ["Had het al", "Kreeg het"]
    assert len(ReferenceIndex.get_grouped_references_to(target)) == 2


def test_a_new_edition_begins(topic, target, eva, django_capture_on_commit_callbacks):
    before = current_edition()
    connection.run_on_commit.clear()  # what came before is committed
    with django_capture_on_commit_callbacks(execute=True):
        merge(topic, target, eva)
    assert current_edition() != before


# --- Renamed ------------------------------------------------------------------------------------------------


def renamed(editor, topic, name):
    fields = {"name": name, "kind": topic.kind, "description": "", "synonyms": ""}
    answer = editor.post(reverse("wagtailsnippets_taxonomy_topic:edit", args=[topic.pk]), fields)
    assert answer.status_code == 302
    topic.refresh_from_db()
    return topic


def test_the_address_of_a_topic_follows_its_name_and_the_old_one_leads_on(editor, client, target):
    assert renamed(editor, target, "Leren en groeien").slug == "leren-en-groeien"
    answer = client.get("/zoeken/?q=zorg&onderwerp=leren")
    assert answer["Location"] == "/zoeken/?q=zorg&onderwerp=leren-en-groeien"


def test_the_address_stays_when_the_name_does(editor):
    topic = TopicFactory(name="Leren", slug="een-eigen-adres")
    assert renamed(editor, topic, "Leren").slug == "een-eigen-adres"


def test_a_name_that_looks_like_another_gets_an_address_of_its_own(editor, topic, target):
    assert renamed(editor, topic, "Leren!").slug == "leren_1"


def test_what_has_a_renamed_topic_is_found_by_the_new_name(editor, topic, django_capture_on_commit_callbacks):
    NewsPageFactory(title="Bericht", topics=[topic])
    with django_capture_on_commit_callbacks(execute=True):
        renamed(editor, topic, "Ontwikkelen")
    assert links(look_at("/zoeken/?q=ontwikkelen"), "section[aria-labelledby^=soort-]") == [
        "/nieuws/bericht/"
    ]


# --- Refused ------------------------------------------------------------------------------------------------


def test_two_theme_pages_cannot_become_one(topic, target, eva):
    for one in (topic, target):
        ThemePageFactory(topic=one)
    with pytest.raises(MergeRefused, match="hebben allebei een thema"):
        merge(topic, target, eva)
    assert Topic.objects.filter(pk=topic.pk).exists()


def test_a_theme_page_needs_a_theme(topic, eva):
    ThemePageFactory(topic=topic)
    with pytest.raises(MergeRefused, match="dezelfde soort"):
        merge(topic, TopicFactory(kind="branche"), eva)


def test_more_synonyms_than_fit_are_refused(topic, eva):
    target = TopicFactory(synonyms="x" * 240)
    with pytest.raises(MergeRefused, match="te veel synoniemen"):
        merge(topic, target, eva)


def test_what_is_merged_already_is_refused(topic, target, eva):
    gone = Topic.objects.get(pk=topic.pk)
    merge(topic, target, eva)
    with pytest.raises(MergeRefused, match="intussen"):
        merge(gone, target, eva)


# --- The screen ---------------------------------------------------------------------------------------------


@pytest.fixture
def editor(eva, signed_in):
    return signed_in(eva)


@pytest.fixture
def address(topic):
    return reverse("merge_topic", args=[topic.pk])


def test_an_editor_sees_what_hangs_on_a_topic_and_chooses_one_of_its_kind_first(editor, address, topic):
    TopicFactory(name="Wijkzorg", kind="branche")
    TopicFactory(name="Werken")
    PactFactory.create_batch(2, topics=[topic])
    NewsPageFactory(topics=[topic])
    page = look_at(address, editor)
    assert texts(page, "main li") == ["1 nieuwsbericht", "2 pacten"]
    assert texts(page, "select option") == ["Kies een onderwerp", "Werken", "Wijkzorg"]


def test_an_editor_reads_what_will_happen_before_it_does(editor, address, topic, target):
    page = look_at(f"{address}?target={target.pk}", editor)
    assert text(page, "main h2") == "‘Bijscholen’ wordt ‘Leren’"
    assert Topic.objects.filter(pk=topic.pk).exists()


def test_an_editor_merges_and_it_is_logged(editor, eva, address, topic, target):
    answer = editor.post(address, {"target": target.pk}, follow=True)
    assert "‘Bijscholen’ is samengevoegd met ‘Leren’." in answer.text
    assert not Topic.objects.filter(pk=topic.pk).exists()
    entry = ModelLogEntry.objects.get(action="zorgpact.merge_topic")
    assert (entry.user, entry.message) == (eva, "‘Bijscholen’ hiermee samengevoegd")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_refusal_is_said(editor, address, topic, target, method):
    for one in (topic, target):
        ThemePageFactory(topic=one)
    answer = getattr(editor, method)(address, {"target": target.pk})
    assert "hebben allebei een thema" in answer.text
    assert Topic.objects.filter(pk=topic.pk).exists()


@pytest.mark.parametrize("target", ["", "0", "x", "itself"])
def test_a_choice_that_is_none_changes_nothing(editor, address, topic, target):
    answer = editor.post(address, {"target": topic.pk if target == "itself" else target})
    assert (answer.status_code, Topic.objects.count()) == (200, 1)


def test_who_may_not_change_and_delete_topics_may_not_merge(signed_in, address, topic, target):
    client = signed_in(UserFactory(groups=[Group.objects.get(name="Organisatoren")]))
    assert client.post(address, {"target": target.pk}).status_code == 302
    assert Topic.objects.filter(pk=topic.pk).exists()


def test_a_visitor_is_asked_to_log_in(client, address, target):
    assert client.post(address, {"target": target.pk})["Location"].startswith("/account/inloggen/")


def test_it_is_got_and_posted_only(editor, address):
    assert editor.put(address).status_code == 405


def test_merging_is_offered_in_the_list_on_the_form_and_where_deleting_is_refused(editor, address, topic):
    NewsPageFactory(topics=[topic])
    views = [reverse("wagtailsnippets_taxonomy_topic:list")]
    views += [
        reverse(f"wagtailsnippets_taxonomy_topic:{name}", args=[topic.pk]) for name in ("edit", "delete")
    ]
    for view in views:
        assert f'href="{address}"' in editor.get(view).text, view
