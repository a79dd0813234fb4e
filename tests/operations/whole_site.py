"""A site with something of every kind, that leaves as files and comes back."""

import shutil
from datetime import date

from django.conf import settings
from wagtail.models import Page, Site

from events.models import Registration
from koplopers.models import KoploperPage
from tests import factories
from zorgpact.cms.models import SiteSettings
from zorgpact.operations.portable import ROWS
from zorgpact.operations.site_export import SiteExport
from zorgpact.operations.site_load import SiteLoad


def of_every_kind():
    """Something of each, and what refers to it in every way."""
    factories.site_tree()
    factories.StandardPageFactory(title="Over ons", slug="over-ons")
    picture, document = factories.ImageFactory(), factories.DocumentFactory()
    tags = {
        "topics": [factories.TopicFactory(name="Leren", slug="leren")],
        "regions": [factories.RegionFactory(title="Twente", slug="twente")],
    }
    news = factories.NewsPageFactory(title="Leerhuis open", slug="leerhuis-open", **tags)
    text = f'<p><a linktype="page" id="{news.pk}">bericht</a> <a id="{document.pk}" linktype="document">plan</a></p>'
    school = factories.OrganisationFactory(title="ROC Twente", slug="roc-twente")
    pages(tags["topics"][0], school, picture, news, text)
    rows(tags, school, picture, document, text)
    monitor(tags["regions"][0], document)
    factories.RegistrationFactory(name="Fatima Geheim", email="fatima@geheim.example")
    site = SiteSettings.load()
    site.tagline = "Samen opleiden"
    site.save()


def pages(topic, school, picture, news, text):
    """A koploper with whatever a body can refer to, its theme, and the theme on the home page."""
    picture_block = {"image": picture, "is_decorative": True, "alt": "", "caption": ""}
    call = {"title": "Lees", "text": "", "link_text": "Lees het", "page": news, "url": ""}
    koploper = factories.KoploperPageFactory(
        title="Ketenstage",
        slug="ketenstage",
        challenge=text,
        cover=picture,
        body=[("image", picture_block), ("rich_text", text), ("call_to_action", call)],
    )
    factories.KoploperPartnerFactory(page=koploper, organisation=school, role="mbo")
    example = ("koploper", koploper)
    home = factories.home_page()
    home.theme = factories.ThemePageFactory(title="Leren", slug="leren", topic=topic, examples=[example])
    home.save()


def rows(tags, school, picture, document, text):
    """Plans that follow each other, and what hangs on one; a pact that is a draft; what a session yielded."""
    regions = tags["regions"]
    later = factories.PlanFactory(slug="later", regions=regions)
    plan = factories.PlanFactory(
        slug="nu", regions=regions, successor=later, document=document, analysis=text
    )
    ambition = factories.AmbitionFactory(plan=plan, title="Meer")
    action = factories.ActionFactory(
        slug="actie-van-nu", plan=plan, ambition=ambition, topics=tags["topics"], owner=school
    )
    factories.ProgressNoteFactory(action=action, author=factories.UserFactory(username="geheim"))
    pact = factories.PactFactory(slug="pact-twente", cover=picture, live=False, **tags)
    factories.PactPartnerFactory(pact=pact, organisation=school, role="mbo")
    factories.ThreadFactory(dialogue=factories.DialogueFactory(event__slug="geweest"), actions=[action])


def monitor(region, document):
    """Two rounds with a story, of which one thing is gone, and an advice."""
    gone = factories.ActionFactory(slug="gaat-weg", regions=[region])
    factories.frozen_round(date(2019, 3, 1), slug="eerste")
    gone.delete()
    story = factories.RoundStoryFactory(round=factories.frozen_round(date(2019, 9, 1), slug="tweede"))
    factories.RoundKoploperFactory(story=story, page=KoploperPage.objects.get())
    factories.ObstacleFactory(story=story)
    factories.RoundSourceFactory(story=story)
    factories.AdvicePointFactory(advice__region=region, advice__document=document)


def empty():
    """Everything that is carried goes, as on a new site."""
    factories.thaw()
    Registration.objects.all().delete()
    for page in Page.objects.filter(depth=2):
        page.delete()
    for model in reversed(ROWS):
        model._default_manager.all().delete()
    for folder in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
        shutil.rmtree(folder, ignore_errors=True)
    Site.clear_site_root_paths_cache()


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def there_and_back(tmp_path):
    """Export, empty, load; what it was and what it is."""
    SiteExport(tmp_path / "eerst").write()
    empty()
    SiteLoad(tmp_path / "eerst").load()
    SiteExport(tmp_path / "daarna").write()
    return contents(tmp_path / "eerst"), contents(tmp_path / "daarna")
