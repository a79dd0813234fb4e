"""Sixty sentences of ours, as tables write them, each with what it is about: to measure `suggesting`.

`python -m tests.dialogue.labelled` prints how often the first three suggestions for a thread of two cards are right.
"""

import os
from itertools import combinations

SENTENCES = {
    "begeleiding": [
        "Geef werkbegeleiders vaste uren voor hun leerlingen",
        "Wie een stagiair begeleidt, krijgt daar tijd voor",
        "Goede begeleiding in de eerste honderd dagen",
        "Betaal praktijkopleiders voor het begeleiden",
        "Elke nieuwe collega heeft een maatje op de afdeling",
    ],
    "stageplekken": [
        "Meer stageplekken in de wijkverpleging",
        "Verdeel de stages over het hele jaar",
        "Eén regionaal loket voor alle stageplaatsen",
        "Leerafdelingen waar veel stagiairs tegelijk leren",
        "Kleine organisaties bieden samen een stageplek aan",
    ],
    "zij-instroom": [
        "Laat zij-instromers elk kwartaal beginnen",
        "Een inkomen tijdens de opleiding voor wie overstapt",
        "Oriëntatiebanen voor mensen uit andere sectoren",
        "Korte opleidingen voor wie van buiten de sector instroomt",
        "Het UWV wijst overstappers de weg naar ons",
    ],
    "ervaring": [
        "Erken wat mensen al kunnen, ook zonder diploma",
        "Ervaring telt mee bij de toelating tot een opleiding",
        "EVC voor helpenden die al jaren meelopen",
        "Maak zichtbaar wat iemand informeel geleerd heeft",
        "Een bewijs van vakmanschap naast het diploma",
    ],
    "roosters": [
        "Roosters die zes weken vooruit bekend zijn",
        "Laat teams zelf roosteren",
        "Contracten met meer uren voor wie dat wil",
        "Minder gebroken diensten in de thuiszorg",
        "Ruil diensten makkelijk met een app",
    ],
    "technologie": [
        "Leer iedereen omgaan met zorgtechnologie",
        "Een proeflokaal voor nieuwe techniek in elke regio",
        "Techniek die tijd oplevert in plaats van kost",
        "Studenten leren ouderen beeldbellen",
        "Digitale vaardigheden horen bij het inwerken",
    ],
    "docenten": [
        "Docenten werken een dag per week in de praktijk",
        "Verpleegkundigen geven gastlessen op het mbo",
        "Wissel docent en praktijkopleider een week om",
        "Schrijf het lesprogramma samen met de werkvloer",
        "Hybride docenten met één voet in de zorg",
    ],
    "taal": [
        "Taalles op de werkvloer voor statushouders",
        "Statushouders oefenen vaktaal met een buddy",
        "Nederlands leren tijdens het werk",
        "Schrijf roosters en protocollen in eenvoudige taal",
        "Een taalcoach voor anderstalige collega’s",
    ],
    "werkdruk": [
        "Schrap registraties die niemand leest",
        "Minder administratie, meer tijd voor cliënten",
        "Vraag teams welke regels weg kunnen",
        "Rapporteer alleen wat afwijkt",
        "Minder formulieren bij de indicatie",
    ],
    "behoud": [
        "Voer een gesprek voordat iemand weggaat",
        "Maak loopbaanpaden van helpende tot verpleegkundige",
        "Een loopbaancoach voor elke medewerker",
        "Houd contact met wie vertrokken is",
        "Doorgroeien zonder van werkgever te wisselen",
    ],
    "jongeren": [
        "Open dagen waar vmbo-leerlingen echt mogen meedoen",
        "Bijbanen voor scholieren met een vaste begeleider",
        "Leerlingen van het vmbo lopen een dag mee",
        "Jongeren vertellen zelf op school over hun vak",
        "Een maatschappelijke stage voor elke scholier",
    ],
    "gezondheid": [
        "Vitaliteit als vast onderwerp in het teamoverleg",
        "Tilhulpen en pauzes voor gezonde collega’s",
        "Pak verzuim aan met de bedrijfsarts in de wijk",
        "Gezond eten tijdens de nachtdienst",
        "Leer omgaan met agressie en rouw op het werk",
    ],
}
FIRST = 3


def measure(ranked) -> tuple[float, float]:
    """The share of the first three that are right, over all threads of two cards; and that share for a blind choice."""
    texts = [(text, about) for about, group in SENTENCES.items() for text in group]
    right = shown = 0
    for about, group in SENTENCES.items():
        for members in combinations(group, 2):
            others = [one for one in texts if one[0] not in members]
            for number, _ in ranked(members, [text for text, _ in others])[:FIRST]:
                right += others[number][1] == about
            shown += FIRST
    rest = len(texts) - 2
    return right / shown, (len(group) - 2) / rest


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zorgpact.settings")
    os.environ.setdefault("SECRET_KEY", "only to measure")
    os.environ.setdefault("DEBUG", "1")
    import django

    django.setup()
    from zorgpact.dialogue.suggesting import ranked

    print("the first three are right in {:.0%}, by chance in {:.0%}".format(*measure(ranked)))
