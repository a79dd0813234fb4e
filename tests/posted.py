"""What people post to the public forms when nothing is wrong: the names are those of the fields."""

REGISTRATION = {
    "name": "Eva",
    "email": "eva@example.org",
    "organisation": "De Brug",
    "region": "twente",
    **dict.fromkeys(["role", "remarks", "wishes", "wishes_allowed", "laat_dit_leeg"], ""),
}
PASSWORD = {"password": "open", "return_url": "/", "csrfmiddlewaretoken": ""}
ACCOUNT = dict.fromkeys(["login", "email", "password1", "password2", "credential", "code", "next"], "x")
REPORT = {
    "9001-answer": "loopt-uit",
    "9001-text": "De eerste is open.",
    "9001-due_on": "2027-06-01",
    **dict.fromkeys(["9001-name", "9001-email", "9001-remark"], ""),
}
JOINING = {
    "organisation": "De Brug",
    "text": "Vijf plekken.",
    "name": "Eva",
    "email": "eva@example.org",
    "laat_dit_leeg": "",
}
FOLLOWING = {"email": "eva@example.org", "laat_dit_leeg": ""}
PASSED_ON = {"name": "Eva", "email": "eva@example.org", "remark": ""}
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
REVIEW = {"over": "actie-9001", "verdict": "klaar", "text": "Hij is open.", "due_on": "2030-01-01"}
CODE = {"code": "ABCDEF", "pin": "10000"}
POSTED = [*REGISTRATION, *PASSWORD, *ACCOUNT, *REPORT, *JOINING, *PASSED_ON]
POSTED += [*ROOM, *COMMITMENT, *CODE, *REVIEW, "subscription", "all", "no", "renew"]
FORMS: dict[str, dict[str, str] | None] = {
    "aanmelden/": REGISTRATION,
    "account/": ACCOUNT,
    "password": PASSWORD,
    "voortgang/een": REPORT,
    "vraag-iemand-anders": PASSED_ON,
    "meer-leerplekken/meedoen": JOINING,
    "volgen/actie": FOLLOWING,
    "volgen/stoppen": {"subscription": "1"},
    "stand": None,
    "een-stoel/adres": {"email": "eva@example.org"},
    "punt/": ROOM,
    "draad/": COMMITMENT,
    "terugblik/": REVIEW,
    "deelnemen/een": ROOM,
    "leiding": ROOM,
    "meelezen": ROOM,
    "deelnemen": CODE,
}
