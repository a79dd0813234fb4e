"""The addresses that are measured: every list, one detail of each kind, search, filters, sitemap, calendar, feeds."""

import gzip
import json
import re
import time
from urllib.parse import urlsplit

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import Event
from koplopers.models import KoploperPage
from pacts.models import Organisation, Pact, Plan, Region
from zorgpact.agenda.models import Action
from zorgpact.cms.models import StandardPage
from zorgpact.news.models import NewsPage
from zorgpact.themes.models import ThemePage

PLAIN = {
    "kaal": "/kaal/",
    "home": "/",
    "pacten": "/pacten/",
    "koplopers": "/koplopers/",
    "nieuws": "/nieuws/",
    "agenda": "/agenda/",
    "agenda verleden": "/agenda/verleden/",
    "actieagenda": "/actieagenda/",
    "plannen": "/plannen/",
    "monitor": "/monitor/",
    "monitor bijlage": "/monitor/bijlage/",
    "ronde.csv": "/monitor/ronde.csv",
    "ronde.xlsx": "/monitor/ronde.xlsx",
    "themas": "/themas/",
    "regios": "/regios/",
}
DETAILS = [KoploperPage, NewsPage, Pact, Region, Event, Plan, Action, Organisation, ThemePage, StandardPage]
WITH_QUERY = {
    "zoeken": "/zoeken/?q=leren",
    "zoeken in nieuws": "/zoeken/?q=leren&soort=nieuws",
    "zoeken naar onderwerp": "/zoeken/?onderwerp={topic}",
    "pacten gefilterd": "/pacten/?regio={region}&onderwerp={topic}&status=actief",
    "koplopers gefilterd": "/koplopers/?regio={region}&onderwerp={topic}",
    "nieuws gefilterd": "/nieuws/?jaar={year}&onderwerp={topic}&soort=nieuws",
    "actieagenda gefilterd": "/actieagenda/?regio={region}&status=loopt",
    "actieagenda op regio": "/actieagenda/?volgorde=regio",
    "acties.csv": "/actieagenda/acties.csv",
    "acties.xlsx": "/actieagenda/acties.xlsx",
    "agenda.ics": "/agenda/agenda.ics",
    "feed nieuws": "/nieuws/feed/",
    "feed pacten": "/pacten/feed/",
    "feed agenda": "/agenda/feed/",
    "sitemap": "/sitemap.xml",
}


def named_addresses() -> dict[str, str]:
    """What is measured, by a name that stays the same whatever the rows."""
    return PLAIN | details() | with_query() | sitemap_parts()


def details() -> dict[str, str]:
    """The first public row of each kind that has a page."""
    rows = [model.objects.filter(live=True).order_by("pk").first() for model in DETAILS]
    found = {f"een {row._meta.verbose_name}": row.get_absolute_url() for row in rows}
    return found | {"herkomst van een actie": f"{found['een actie']}herkomst/"}


def with_query() -> dict[str, str]:
    """Filters that leave something."""
    pact = Pact.objects.filter(live=True, status="actief", regions__isnull=False, topics__isnull=False)
    region, topic = pact.order_by("pk").values_list("regions__slug", "topics__slug").first()
    newest = NewsPage.objects.filter(live=True, kind="nieuws").order_by("published_on").last()
    values = {"region": region, "topic": topic, "year": newest.published_on.year}
    return {name: address.format(**values) for name, address in WITH_QUERY.items()}


def sitemap_parts() -> dict[str, str]:
    """The first part of each section, when the sitemap has parts."""
    content = visitor().get("/sitemap.xml").content.decode()
    if "<sitemapindex" not in content:
        return {}
    paths = [urlsplit(found).path for found in re.findall(r"<loc>([^<?]+)</loc>", content)]
    return {path.strip("/"): path for path in paths}


def visitor() -> Client:
    """Anonymous, over HTTPS."""
    return Client(raise_request_exception=False, headers={"host": "127.0.0.1", "x-forwarded-proto": "https"})


def survey(wanted: list[str], slow: float) -> str:
    """JSON: for each name with one of these words what one visit in this process takes; CPU in seconds.

    What takes longer than `slow` is visited once.
    """
    client, found = visitor(), {}
    for name, address in named_addresses().items():
        if wanted and name != "kaal" and not any(word in name for word in wanted):
            continue
        figures = visit(client, address)
        if figures["cpu"] < slow:  # the first visit fills caches
            figures = visit(client, address)
        found[name] = {"address": address} | figures
    return json.dumps(found)


def visit(client: Client, address: str) -> dict[str, float]:
    started = time.process_time()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        content = response.getvalue()
    return {
        "cpu": time.process_time() - started,
        "status": response.status_code,
        "queries": len(queries),
        "bytes": len(content),
        "gzip": len(gzip.compress(content, 6)),
    }
