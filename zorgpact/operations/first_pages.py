"""The pages to which the footer leads, as they stand on a new site. Editors make them their own: they are never put back."""

from typing import Any

from django.db import transaction

from zorgpact.cms.models import StandardPage
from zorgpact.home.models import HomePage
from zorgpact.operations.site_tree import publish_under


def text(*paragraphs: str) -> tuple[str, str]:
    return "rich_text", "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def heading(title: str) -> tuple[str, dict[str, Any]]:
    return "heading", {"text": title, "level": "2"}


PRIVACY = [
    heading("Wie verantwoordelijk is"),
    text(
        "De organisatie achter deze site bepaalt welke gegevens worden gevraagd en waarom. Hoe je haar bereikt, "
        "staat onder aan elke pagina."
    ),
    heading("Als je alleen leest"),
    text("De site plaatst geen cookies, volgt je niet en haalt niets op bij andere partijen."),
    heading("Als je je aanmeldt voor een sessie"),
    text(
        "We vragen je naam, e-mailadres en organisatie, en als je wilt je functie, je regio, een opmerking en wat "
        "je nodig hebt om mee te doen. Dat is om je een plek te geven, je bericht te sturen en de sessie voor te "
        "bereiden. We mogen dat omdat jij erom vraagt (uitvoering van een overeenkomst). Wat je nodig hebt om mee "
        "te doen, kan iets zeggen over je gezondheid: dat bewaren we alleen met jouw toestemming."
    ),
    heading("Als je weet hoe het met een actie gaat, of er een volgt"),
    text(
        "Van wie we vragen hoe het met een actie gaat, bewaren we naam, e-mailadres en telefoonnummer. Dat is om te "
        "laten zien wat er van afspraken komt; wij en de organisatie hebben daar belang bij (gerechtvaardigd "
        "belang). In elke mail staat hoe je zegt dat we het iemand anders moeten vragen. Volg je een actie, een pact "
        "of een regio, dan bewaren we je adres tot je stopt, met jouw toestemming."
    ),
    heading("Wie je gegevens ziet"),
    text(
        "De organisatoren van de sessies, de redactie van de actieagenda en de beheerders van de site. Wie de server "
        "en de mail verzorgt, verwerkt ze in opdracht. Niemand anders krijgt ze, en ze komen niet op de site."
    ),
    heading("Wat je kunt vragen"),
    text(
        "Je mag je gegevens inzien, verbeteren, meenemen en laten wissen, en je toestemming intrekken. Dat kan met "
        "de link in elke mail, of via het adres onder aan de pagina. Kom je er met ons niet uit, dan kun je een "
        "klacht indienen bij de Autoriteit Persoonsgegevens."
    ),
]

PAGES: list[dict[str, Any]] = [
    {
        "title": "Over deze site",
        "slug": "over",
        "introduction": "Zorg, onderwijs en overheid spreken per regio af hoe ze genoeg mensen opleiden en behouden.",
        "body": [
            text(
                "Hier staan de afspraken van de regio’s, de acties die eruit volgen en de voorbeelden die al "
                "werken. Bij elke actie staat wie haar doet en wanneer zij klaar moet zijn."
            )
        ],
    },
    {
        "title": "Contact",
        "slug": "contact",
        "introduction": "Een vraag over jouw regio stel je het best in de regio zelf.",
        "body": [
            text(
                'Zoek <a href="/regios/">je regio</a>: op haar pagina staat wie je kunt mailen of bellen. Gaat je '
                "vraag over de site, gebruik dan het adres onder aan de pagina."
            )
        ],
    },
    {
        "title": "Toegankelijkheid",
        "slug": "toegankelijkheid",
        "introduction": "Iedereen moet deze site kunnen gebruiken, ook met het toetsenbord of een schermlezer.",
        "body": [
            text(
                "De site volgt de richtlijnen WCAG 2.2, niveau AA. Kom je iets tegen dat niet werkt? Mail ons via "
                "het adres onder aan de pagina en zeg op welke pagina het was."
            )
        ],
    },
    {
        "title": "Privacy",
        "slug": "privacy",
        "introduction": "Lezen kan zonder dat we iets van je weten. Dit bewaren we als je je aanmeldt.",
        "body": PRIVACY,
        "shows_retention": True,
    },
    {
        "title": "Colofon",
        "slug": "colofon",
        "introduction": "Wie deze site maakt en van wie het materiaal is.",
        "body": [
            text(
                "De site draait op Zorgpact, vrije software onder de licentie EUPL-1.2.",
                "Kaart: CBS/Kadaster, via nl-maps (MIT). Plaatsnamen: CBS en GeoNames, CC BY 4.0.",
            )
        ],
    },
]


@transaction.atomic
def ensure_first_pages(home: HomePage) -> int:
    """Make those of which nothing stands at their address; returns how many."""
    taken = set(home.get_children().values_list("slug", flat=True))
    missing = [fields for fields in PAGES if fields["slug"] not in taken]
    for fields in missing:
        publish_under(home, StandardPage(**fields))
    return len(missing)
