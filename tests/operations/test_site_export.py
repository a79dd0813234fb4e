"""The whole site leaves as files that anybody can read, and comes back the same in an empty one."""

import pytest
from django.apps import apps

from koplopers.models import KoploperPage
from pacts.models import Pact, Plan, Region
from tests.operations.whole_site import of_every_kind, there_and_back
from tests.pages import look_at
from zorgpact.agenda.models import Round, RoundAction
from zorgpact.cms.models import CustomImage
from zorgpact.dialogue.models import Dialogue
from zorgpact.news.models import NewsPage
from zorgpact.operations.portable import PACKAGES, ROWS, children_of, page_models

pytestmark = pytest.mark.django_db

# Why something stays behind. Whatever is new is carried, or gets its reason here.
LEFT_BEHIND = {
    "people, and what they were mailed": {
        *("User", "Registration", "RegistrationCount", "AccessToken", "Mail"),
        *("AccountLink", "AccountMail", "ContactPerson", "Follower", "Handover", "Joining", "Link"),
        *(
            "ReportRequest",
            "Subscription",
            "CommitmentLink",
            "CommitmentMail",
            "ReportReminder",
            "ListenerLink",
            "ListenerMail",
            "TableListener",
        ),
    },
    "a room at work, of which only what came of it stays": {
        *("Ballot", "Commitment", "DialogueLink", "LogEntry", "Review", "Seat", "Step", "Table"),
    },
    "the site makes it again": {"Rendition", "JobRun", "Entry", "Mention", "Count", "Change"},
    "imported from their source": {"Indicator", "Measurement", "RegionFigure", "Target"},
    "setup brings it": {"Municipality", "PlaceName"},
    "of this installation": {"FormerSlug"},
}


@pytest.fixture(scope="module")
def moved(module_db, tmp_path_factory):
    """What the files were and are, and the key that the koploper had in the first database."""
    of_every_kind()
    key = KoploperPage.objects.get().pk
    before, after = there_and_back(tmp_path_factory.mktemp("site"))
    return before, after, key


def test_what_was_loaded_is_exported_the_same_to_the_byte(moved):
    before, after, _ = moved
    assert before.keys() == after.keys()
    assert [name for name in after if after[name] != before[name]] == []
    assert [name for name in before if before[name] == b"[]\n"] == []


def test_whatever_is_content_is_carried():
    carried, waiting = set(), [*ROWS, *page_models()]
    while waiting:
        model = waiting.pop()
        carried |= {model.__name__}
        carried |= {one.remote_field.through.__name__ for one in model._meta.many_to_many}
        waiting += [relation.related_model for relation in children_of(model)]
    ours = {model.__name__ for model in apps.get_models() if model.__module__.startswith(PACKAGES)}
    assert ours - carried == set().union(*LEFT_BEHIND.values())


def test_nothing_that_is_exported_tells_of_people_who_registered_or_log_in(moved):
    everything = b"".join(moved[0].values()).decode(errors="ignore")
    assert [word for word in ("Fatima", "geheim", "password", "md5$") if word in everything] == []


def test_what_was_loaded_leads_to_what_it_led_to(moved, client):
    """The keys in the database are others than they were."""
    page = KoploperPage.objects.get()
    main = look_at("/koplopers/ketenstage/", client).main
    assert page.pk != moved[2]
    assert [link["href"] for link in main.find_all("a", string=["bericht", "Lees het"])] == [
        "/nieuws/leerhuis-open/"
    ] * 3
    assert page.cover == CustomImage.objects.get()
    assert page.body[0].value["image"] == page.cover
    assert NewsPage.objects.get().topics.get().slug == "leren"
    plan = Plan.objects.get(slug="nu")
    assert (plan.successor.slug, plan.document.filename, plan.ambitions.get().title) == (
        "later",
        "plan.pdf",
        "Meer",
    )
    assert (Pact.objects.get().live, Pact.objects.published().exists()) == (False, False)
    assert Dialogue.objects.get().threads.get().thread_actions.get().action.slug == "actie-van-nu"


def test_a_round_that_was_loaded_lies_fixed_and_knows_its_actions(moved):
    round_ = Round.objects.get(slug="tweede")
    assert (round_.before.slug, round_.is_frozen) == ("eerste", True)
    links = RoundAction.objects.order_by("round", "title").values_list("key", "action__slug", "places__code")
    here = Region.objects.get(slug="twente").code
    assert list(links.filter(key="gaat-weg")) == [("gaat-weg", None, here)]
    assert ("actie-van-nu", "actie-van-nu", "NL") in links
