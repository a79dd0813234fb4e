"""What visitors fill in, as it should be: `fuzzing` makes one field wrong at a time."""

REGISTRATION = {
    "name": "Eva",
    "email": "eva@example.org",
    "organisation": "De Brug",
    "region": "twente",
    **dict.fromkeys(["role", "remarks", "wishes", "wishes_allowed", "laat_dit_leeg"], ""),
}
PASSWORD = {"password": "open", "return_url": "/", "csrfmiddlewaretoken": ""}
ROOM = {
    "doe": "schrijf",
    "sleutel": "sleutel-0001",
    "stap": "1",
    "tekst": "Leren",
    "papier": "1",
    "punt": "9001",
    "draad": "9001",
}
COMMITMENT = {
    "doe": "toezegging",
    "text": "Wij openen een leerafdeling",
    "organisation_name": "De Brug",
    "person_name": "Eva",
    "person_email": "eva@example.org",
    "regions": "twente",
    "due_on": "2030-01-01",
}
JOINING = {"code": "ABCDEF", "pin": "10000"}
POSTED = [*REGISTRATION, *PASSWORD, *ROOM, *COMMITMENT, *JOINING]

FORMS: dict[str, dict[str, str] | None] = {
    "aanmelden": REGISTRATION,
    "password": PASSWORD,
    "stand": None,
    "punt/": ROOM,
    "draad/": COMMITMENT,
    "deelnemen/een": ROOM,
    "leiding": ROOM,
    "meelezen": ROOM,
    "deelnemen": JOINING,
}
