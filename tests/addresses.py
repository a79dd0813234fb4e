"""Every address that anyone may ask for, with something behind it.

The addresses are found by walking the resolver and the page models, so that a new one cannot be forgotten:
whoever adds an address with arguments, or a type of page, adds an example of it here.
"""

import re
from collections.abc import Iterator
from datetime import date

from django.urls import get_resolver
from django.utils.regex_helper import normalize
from wagtail.images.utils import generate_signature
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, get_page_models

from events.models import AccessToken, Event
from pacts.models import Region
from tests import factories
from zorgpact.accounts.models import AccountLink
from zorgpact.agenda.models import Link
from zorgpact.dialogue.facilitating import go_to
from zorgpact.dialogue.preparing import prepare
from zorgpact.outbox.models import digest

TOKEN = "een-link-uit-een-mail"
DATA_TOKEN = "een-andere-link-uit-een-mail"
CONFIRM_TOKEN = "een-derde-link-uit-een-mail"
CHOICE_TOKEN = "een-vierde-link-uit-een-mail"
AGENDA_TOKENS = {purpose: f"een-link-om-te-{purpose}" for purpose in Link.Purpose.values}
ROOM_TOKENS = {purpose: f"een-link-voor-{purpose}" for purpose in ("leiding", "moderatie", "scherm", "tafel")}
SEAT_TOKEN = "een-stoel"
COMMITMENT_TOKEN = "een-toezegging"
LISTENER_TOKEN = "een-tafel-luistert"
PICTURE = f"beelden/{generate_signature(9001, 'width-40')}/9001/width-40/beeld.jpg"

# The patterns with arguments, each with paths that lead somewhere.
EXAMPLES = {
    "^beelden/(?P<signature>[^/]*)/(?P<image_id>\\d+)/(?P<filter_spec>[^/]*)/[^/]*$": [PICTURE],
    "^documenten/(?P<document_id>\\d+)/(?P<filename>.*)$": ["documenten/9001/plan.pdf"],
    "documenten/^(\\d+)/(.*)$": ["documenten/9001/plan.pdf"],
    "documenten/authenticate_with_password/<int:restriction_id>/": [
        "documenten/authenticate_with_password/9001/"
    ],
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": [
        "_util/authenticate_with_password/9001/1/"
    ],
    "regios/<slug:slug>/": ["regios/twente/"],
    "pacten/<slug:slug>/": ["pacten/zorgpact-twente/"],
    "organisaties/<slug:slug>/": ["organisaties/roc-van-twente/"],
    "plannen/<slug:slug>/": ["plannen/raat-twente/"],
    "actieagenda/<slug:slug>/": ["actieagenda/meer-leerplekken/"],
    "account/wachtwoord/kiezen/<str:token>/": [f"account/wachtwoord/kiezen/{CHOICE_TOKEN}/"],
    "account/tweede-stap/sleutels/<int:pk>/": ["account/tweede-stap/sleutels/1/"],
    "account/tweede-stap/sleutels/<int:pk>/weg/": ["account/tweede-stap/sleutels/1/weg/"],
    "actieagenda/<slug:slug>/herkomst/": ["actieagenda/meer-leerplekken/herkomst/"],
    "actieagenda/<slug:slug>/meedoen/": ["actieagenda/meer-leerplekken/meedoen/"],
    "meedoen/bevestigen/<str:token>/": [f"meedoen/bevestigen/{AGENDA_TOKENS['join']}/"],
    "voortgang/<str:token>/": [f"voortgang/{AGENDA_TOKENS['report']}/"],
    "voortgang/vraag-iemand-anders/<str:token>/": [
        f"voortgang/vraag-iemand-anders/{AGENDA_TOKENS['decline']}/"
    ],
    "voortgang/vraag-mij/<str:token>/": [f"voortgang/vraag-mij/{AGENDA_TOKENS['invite']}/"],
    "volgen/<str:kind>/<slug:slug>/": [
        "volgen/actie/meer-leerplekken/",
        "volgen/pact/zorgpact-twente/",
        "volgen/regio/twente/",
    ],
    "volgen/bevestigen/<str:token>/": [f"volgen/bevestigen/{AGENDA_TOKENS['follow']}/"],
    "volgen/stoppen/<str:token>/": [f"volgen/stoppen/{AGENDA_TOKENS['leave']}/"],
    "monitor/plannen/<slug:slug>/": ["monitor/plannen/raat-twente/"],
    "monitor/cijfers/<slug:slug>/": ["monitor/cijfers/ontstane-vacatures/"],
    "monitor/cijfers/<slug:slug>/cijfers.csv": ["monitor/cijfers/ontstane-vacatures/cijfers.csv"],
    "monitor/cijfers/<slug:slug>/cijfers.xlsx": ["monitor/cijfers/ontstane-vacatures/cijfers.xlsx"],
    "sitemap-<slug:section>.xml": ["sitemap-secties.xml", "sitemap-nieuws.xml"],
    "agenda/<slug:slug>/": [f"agenda/{slug}/" for slug in ("sessie", "vol", "geweest", "gaat-niet-door")],
    "agenda/<slug:slug>/agenda.ics": ["agenda/sessie/agenda.ics"],
    "agenda/<slug:slug>/aanmelden/": ["agenda/sessie/aanmelden/", "agenda/vol/aanmelden/"],
    "agenda/<slug:slug>/aangemeld/": ["agenda/sessie/aangemeld/"],
    "aanmelding/annuleren/<str:token>/": [f"aanmelding/annuleren/{TOKEN}/"],
    "aanmelding/bevestigen/<str:token>/": [f"aanmelding/bevestigen/{CONFIRM_TOKEN}/"],
    "aanmelding/gegevens/<str:token>/": [f"aanmelding/gegevens/{DATA_TOKEN}/"],
    "agenda/<slug:slug>/opbrengst/": ["agenda/afgelopen/opbrengst/"],
    "agenda/<slug:slug>/opbrengst.csv": ["agenda/afgelopen/opbrengst.csv"],
    "agenda/<slug:slug>/opbrengst.json": ["agenda/afgelopen/opbrengst.json"],
    "deelnemen/tafel/<str:token>/": [f"deelnemen/tafel/{ROOM_TOKENS['tafel']}/"],
    "deelnemen/<str:token>/": [f"deelnemen/{SEAT_TOKEN}/"],
    "deelnemen/<str:token>/adres/": [f"deelnemen/{SEAT_TOKEN}/adres/"],
    "tafeladres/<str:token>/": [f"tafeladres/{LISTENER_TOKEN}/"],
    "deelnemen/<str:token>/stand/": [f"deelnemen/{SEAT_TOKEN}/stand/"],
    "deelnemen/<str:token>/punten/": [],  # takes only what phones send
    "leiding/<str:token>/": [f"leiding/{ROOM_TOKENS['leiding']}/"],
    "leiding/<str:token>/stand/": [f"leiding/{ROOM_TOKENS['leiding']}/stand/"],
    "leiding/<str:token>/punt/<int:pk>/": [f"leiding/{ROOM_TOKENS['leiding']}/punt/9001/"],
    "leiding/<str:token>/draad/<int:pk>/": [f"leiding/{ROOM_TOKENS['leiding']}/draad/9001/"],
    "leiding/<str:token>/terugblik/": [f"leiding/{ROOM_TOKENS['leiding']}/terugblik/"],
    "toezegging/<str:token>/": [f"toezegging/{COMMITMENT_TOKEN}/"],
    "meelezen/<str:token>/": [f"meelezen/{ROOM_TOKENS['moderatie']}/"],
    "meelezen/<str:token>/stand/": [f"meelezen/{ROOM_TOKENS['moderatie']}/stand/"],
    "scherm/<str:token>/": [f"scherm/{ROOM_TOKENS['scherm']}/"],
    "scherm/<str:token>/stand/": [f"scherm/{ROOM_TOKENS['scherm']}/stand/"],
    "^((?:[\\w\\-]+/)*)$": [
        "",
        "nieuws/",
        "themas/",
        "koplopers/",
        "over/",
        "besloten/",
        "nieuws/eerste-bericht/",
        "themas/gezond-werken/",
        "koplopers/leren-is-altijd/",
    ],
}


PUBLIC_OF_ACCOUNTS = {
    "account/inloggen/",
    "account/geblokkeerd/",
    "account/wachtwoord/vergeten/",
    "account/wachtwoord/kiezen/<str:token>/",
}


def walk(resolver, prefix: str = "") -> Iterator[str]:
    """Each pattern as it was written."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from walk(pattern, route)
        else:
            yield route


def routes() -> list[str]:
    """Every public pattern, as it was written."""
    return sorted({route for route in walk(get_resolver()) if not route.startswith(("admin/", "^admin/"))})


def account_paths() -> list[str]:
    """What lies behind the login, outside the admin: who is not logged in is led there."""
    behind = [route for route in routes() if route.startswith("account/") and route not in PUBLIC_OF_ACCOUNTS]
    return [f"/{path}" for route in behind for path in EXAMPLES.get(route, [route])]


def admin_paths() -> list[str]:
    """Every address of the admin, with 1 for each argument."""
    found = set()
    for route in walk(get_resolver()):
        if route.startswith("admin/"):
            path = re.sub(r"(?<!\?P)<[^>]+>", "1", route)
            form, names = normalize(path.replace("^", "").replace("$", ""))[0]
            found.add("/" + form % dict.fromkeys(names, "1"))
    return sorted(found)


def unknown_routes() -> list[str]:
    """Patterns with arguments that have no example above."""
    return [route for route in routes() if re.search(r"[<(]", route) and route not in EXAMPLES]


def public_paths() -> list[str]:
    """A path for every public pattern, and one for every type of page."""
    plain = [[route] for route in routes() if route not in EXAMPLES]
    behind = account_paths()
    paths = [f"/{path}" for paths in [*plain, *EXAMPLES.values()] for path in paths]
    return [path for path in paths if path not in behind]


def pages_without_address() -> list[str]:
    """Types of page that none of the paths shows."""
    paths = public_paths()
    return [
        model.__name__
        for model in get_page_models()
        if model.__name__ != "Page"
        and not any(page.get_absolute_url() in paths for page in model.objects.all())
    ]


def create_agenda_links(action) -> None:
    """Of every purpose one."""
    request = factories.ReportRequestFactory(actions=[action])
    subscription = factories.SubscriptionFactory(action=action)
    about = {
        "report": {"request": request},
        "decline": {"request": request},
        "invite": {"contact": factories.ContactPersonFactory(organisation=action.owner)},
        "join": {"joining": factories.JoiningFactory(action=action)},
        "follow": {"subscription": subscription},
        "leave": {"follower": subscription.follower},
    }
    for purpose, token in AGENDA_TOKENS.items():
        Link.objects.create(purpose=purpose, digest=digest(token), **about[purpose])


def create_figures(region: Region) -> None:
    """An indicator of the country and of this region, which shows it."""
    workers = factories.IndicatorFactory(title="Werknemers")
    indicator = factories.IndicatorFactory(title="Ontstane vacatures", denominator=workers)
    for place in (None, region):
        factories.MeasurementFactory(indicator=indicator, region=place, period="2018Q4")
    factories.RegionFigureFactory(region=region, indicator=indicator)
    factories.AdvicePointFactory(advice=factories.AdviceFactory(region=region))
    factories.frozen_round(date(2019, 3, 1))


def create_content() -> None:
    """What the paths lead to: something of every kind."""
    factories.site_tree()
    region = factories.RegionFactory(title="Twente", slug="twente")
    topic = factories.TopicFactory(name="Gezond werken", slug="gezond-werken")
    line = factories.TopicFactory(name="Beter leren", slug="beter-leren", kind="actielijn")
    placed = {"regions": [region], "topics": [topic]}
    municipality = factories.MunicipalityFactory(name="Enschede", region=region)
    factories.PlaceNameFactory(name="Lonneker", municipality=municipality)
    pact = factories.PactFactory(title="Zorgpact Twente", **placed)
    factories.OrganisationFactory(title="ROC van Twente")
    plan = factories.PlanFactory(title="RAAT Twente", regions=[region])
    action = factories.ActionFactory(
        id=9001, title="Meer leerplekken", plan=plan, pact=pact, action_line=line, **placed
    )
    create_agenda_links(action)
    create_figures(region)
    event = factories.EventFactory(title="Sessie", pact=pact, **placed)
    factories.EventFactory(title="Vol", capacity=0, has_waiting_list=True, **placed)
    factories.EventFactory(title="Geweest", past=True)
    factories.EventFactory(title="Gaat niet door", is_cancelled=True)
    create_access_tokens(event)
    AccountLink.objects.create(user=factories.UserFactory(), purpose="reset", digest=digest(CHOICE_TOKEN))
    create_room(factories.EventFactory(title="Gesprek"))
    factories.NewsPageFactory(title="Eerste bericht", **placed)
    factories.ThemePageFactory(title="Gezond werken", topic=topic)
    factories.KoploperPageFactory(title="Leren is altijd", pact=pact, **placed)
    factories.StandardPageFactory(title="Over")
    closed = factories.StandardPageFactory(title="Besloten")
    PageViewRestriction.objects.create(
        id=9001, page=closed, restriction_type=PageViewRestriction.PASSWORD, password="open"
    )
    factories.DocumentFactory(id=9001)
    factories.ImageFactory(id=9001)
    collection = Collection.get_first_root_node().add_child(name="Besloten")
    CollectionViewRestriction.objects.create(
        id=9001, collection=collection, restriction_type=PageViewRestriction.PASSWORD, password="open"
    )


def create_access_tokens(event: Event) -> None:
    """The links of somebody who registered."""
    registration = factories.RegistrationFactory(event=event)
    links = {"cancel": TOKEN, "data": DATA_TOKEN, "confirm": CONFIRM_TOKEN}
    for purpose, token in links.items():
        AccessToken.objects.create(registration=registration, purpose=purpose, digest=digest(token))


def create_room(event) -> None:
    """A room at work, with secrets that are known, and one that is over."""
    over = factories.DialogueFactory(event__title="Afgelopen", code="AAAAAA")
    factories.ContributionFactory(dialogue=over, table=1)
    dialogue = prepare(event, tables=1)
    go_to(dialogue.in_charge, 4)
    for purpose, token in ROOM_TOKENS.items():
        dialogue.links.filter(purpose=purpose, is_spare=False).update(digest=digest(token))
    factories.SeatFactory(table=dialogue.tables.get(), digest=digest(SEAT_TOKEN))
    listener = factories.TableListenerFactory(table__dialogue=over)
    factories.ListenerLinkFactory(listener=listener, digest=digest(LISTENER_TOKEN))
    factories.ContributionFactory(id=9001, dialogue=dialogue, table=1)
    thread = factories.ThreadFactory(id=9001, dialogue=dialogue)
    commitment = factories.CommitmentFactory(thread=thread)
    factories.CommitmentLinkFactory(commitment=commitment, digest=digest(COMMITMENT_TOKEN))
