"""A site with something of every kind, that leaves as files and comes back."""

import shutil

from django.conf import settings
from wagtail.models import Page, Site

from events.models import Registration
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
    topic = factories.TopicFactory(name="Leren", slug="leren")
    region = factories.RegionFactory(title="Twente", slug="twente")
    news = factories.NewsPageFactory(
        title="Leerhuis open", slug="leerhuis-open", topics=[topic], regions=[region]
    )
    text = f'<p><a linktype="page" id="{news.pk}">bericht</a> <a id="{document.pk}" linktype="document">plan</a></p>'
    picture_block = {"image": picture, "is_decorative": True, "alt": "", "caption": ""}
    call = {"title": "Lees", "text": "", "link_text": "Lees het", "page": news, "url": ""}
    koploper = factories.KoploperPageFactory(
        title="Ketenstage",
        slug="ketenstage",
        challenge=text,
        cover=picture,
        body=[("image", picture_block), ("rich_text", text), ("call_to_action", call)],
    )
    school = factories.OrganisationFactory(title="ROC Twente", slug="roc-twente")
    factories.KoploperPartnerFactory(page=koploper, organisation=school, role="mbo")
    theme = factories.ThemePageFactory(
        title="Leren", slug="leren", topic=topic, examples=[("koploper", koploper)]
    )
    home = factories.home_page()
    home.theme = theme
    home.save()
    later = factories.PlanFactory(slug="later", regions=[region])
    plan = factories.PlanFactory(
        slug="nu", regions=[region], successor=later, document=document, analysis=text
    )
    ambition = factories.AmbitionFactory(plan=plan, title="Meer")
    action = factories.ActionFactory(
        slug="actie-van-nu", plan=plan, ambition=ambition, topics=[topic], owner=school
    )
    factories.ProgressNoteFactory(action=action, author=factories.UserFactory(username="geheim"))
    pact = factories.PactFactory(
        slug="pact-twente", regions=[region], topics=[topic], cover=picture, live=False
    )
    factories.PactPartnerFactory(pact=pact, organisation=school, role="mbo")
    factories.ThreadFactory(dialogue=factories.DialogueFactory(event__slug="geweest"), actions=[action])
    factories.RegistrationFactory(name="Fatima Geheim", email="fatima@geheim.example")
    site = SiteSettings.load()
    site.tagline = "Samen opleiden"
    site.save()


def empty():
    """Everything that is carried goes, as on a new site."""
    Registration.objects.all().delete()
    for page in Page.objects.filter(depth=2):
        page.delete()
    for model in reversed(ROWS):
        model._default_manager.all().delete()
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
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
