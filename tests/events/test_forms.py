import pytest
from django.http import QueryDict

from events.filters import EventFilterForm, EventListing
from events.forms import RegistrationForm
from events.models import Event, Registration
from tests.factories import EventFactory, RegionFactory, TopicFactory
from zorgpact.cms.texts import HIDDEN, NO_LINKS

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FILLED_IN = {
    "name": "Fatima Demir",
    "email": "fatima@example.org",
    "organisation": "Zorggroep De Brug",
    "role": "Praktijkopleider",
}


def errors_of(**changes):
    return {name: list(errors) for name, errors in RegistrationForm(FILLED_IN | changes).errors.items()}


def test_what_is_filled_in_well_has_no_errors():
    assert errors_of() == {}


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "", "Vul je naam in."),
        ("name", " \u2028 ", "Vul je naam in."),
        ("email", "", "Vul je e-mailadres in. Zonder adres kunnen we je niets bevestigen."),
        ("email", "fatima", "Dit adres klopt niet helemaal. Schrijf het zoals naam@organisatie.nl."),
        (
            "email",
            "a@b.nl\nBcc: c@d.nl",
            "Dit adres klopt niet helemaal. Schrijf het zoals naam@organisatie.nl.",
        ),
        ("organisation", "", "Vul in voor welke organisatie je werkt."),
        ("region", "atlantis", "Kies een regio uit de lijst."),
        ("region", "99999999999999999999", "Kies een regio uit de lijst."),
        ("region", "a\x00b", "Null-tekens zijn niet toegestaan."),
        ("role", "x" * 121, "Maak dit korter: er passen 120 tekens, het zijn er nu 121."),
        ("remarks", "x" * 1001, "Maak dit korter: er passen 1000 tekens, het zijn er nu 1001."),
    ],
)
def test_every_mistake_says_what_to_do(field, value, message):
    assert errors_of(**{field: value}) == {field: [message]}


def test_a_region_that_is_not_published_cannot_be_chosen():
    RegionFactory(slug="geheim", live=False)

    assert errors_of(region="geheim") == {"region": ["Kies een regio uit de lijst."]}


def test_spaces_and_line_breaks_are_tidied_up():
    form = RegistrationForm(
        FILLED_IN | {"name": "  Fatima\r\nBcc: x  Demir ", "email": " fatima@example.org ", "role": "a\x0bb"}
    )

    assert form.is_valid()
    assert form.cleaned_data["name"] == "Fatima Bcc: x Demir"
    assert form.cleaned_data["email"] == "fatima@example.org"
    assert form.cleaned_data["role"] == "a b"


@pytest.mark.parametrize("char", list("\u200b\u2800\u3164\u00ad\u2060\u200d\u202e\u2066\u115f\ufeff"))
@pytest.mark.parametrize("field", ["name", "organisation", "role"])
def test_what_nobody_can_see_is_refused(field, char):
    assert errors_of(**{field: char * 2}) == {field: [HIDDEN]}
    assert errors_of(**{field: f"Anna{char}Bos"}) == {field: [HIDDEN]}


@pytest.mark.parametrize("name", ["   ", "\u00a0", "\u3000", "\t\n"])
def test_only_blanks_are_no_name(name):
    assert errors_of(name=name) == {"name": ["Vul je naam in."]}


@pytest.mark.parametrize(
    "name",
    [
        "WIN 500 EURO http://prijs.example/klik",
        "www.prijs.example",
        "Kijk op prijs.example",
        "prijs.nl/x",
        "WWW.X.NL",
    ],
)
def test_a_name_carries_no_link(name):
    assert errors_of(name=name) == {"name": [NO_LINKS]}


@pytest.mark.parametrize(
    "name",
    [
        "J.P. de Vries",
        "Drs. A. Bos",
        "J.de Vries",
        "Anne-Marie O’Neill",
        "Łukasz Müller",
        "Nguyễn Thị",
        "محمد",
        "st. Jan",
    ],
)
def test_a_name_as_people_have_them_is_taken(name):
    assert errors_of(name=name) == {}


@pytest.mark.parametrize("field", ["organisation", "role"])
def test_an_organisation_may_be_called_after_its_site_but_brings_no_address(field):
    assert errors_of(**{field: "Leren.nl"}) == {}
    assert errors_of(**{field: "https://leren.nl"}) == {field: [NO_LINKS]}


@pytest.mark.parametrize(
    ("typed", "mailbox"),
    [
        ("Fatima@Example.ORG", "fatima@example.org"),
        ("fatima\u200b@example.org", "fatima@example.org"),
        (" fatima@exam\u00adple.org\u00a0", "fatima@example.org"),
        ("fatima@zörg.nl", "fatima@xn--zrg-sna.nl"),
    ],
)
def test_one_mailbox_is_one_mailbox(typed, mailbox):
    form = RegistrationForm(FILLED_IN | {"email": typed})
    assert form.is_valid()
    assert form.cleaned_data["email"] == mailbox


def test_remarks_keep_their_lines():
    form = RegistrationForm(FILLED_IN | {"remarks": "Eerste\nTweede"})

    assert form.is_valid()
    assert form.cleaned_data["remarks"] == "Eerste\nTweede"


def test_a_robot_that_fills_in_everything_is_answered_politely():
    assert errors_of(laat_dit_leeg="https://spam.example") == {
        "laat_dit_leeg": [
            "Dit veld is er om robots te herkennen. Maak het leeg en verstuur het formulier nog eens."
        ]
    }


def test_validating_saves_nothing(event):
    assert RegistrationForm(FILLED_IN).is_valid()
    assert not Registration.objects.exists()


def test_the_browser_may_fill_in_what_it_knows():
    fields = RegistrationForm().fields

    assert [
        fields[name].widget.attrs["autocomplete"] for name in ("name", "email", "organisation", "role")
    ] == ["name", "email", "organization", "organization-title"]


# --- Filters ------------------------------------------------------------------------------------------------


def narrowed(**data):
    form = EventFilterForm(data)
    return form, {event.title for event in form.narrow(Event.objects.published())}


@pytest.fixture
def three_sessions():
    region, topic = RegionFactory(slug="rijnmond", title="Rijnmond"), TopicFactory(slug="mbo", name="Mbo")
    EventFactory(title="Beide", regions=[region], topics=[topic], kind="congres")
    EventFactory(title="Regio", regions=[region], topics=[TopicFactory()])
    EventFactory(title="Geen")


@pytest.mark.parametrize(
    ("data", "titles"),
    [
        ({}, {"Beide", "Regio", "Geen"}),
        ({"regio": "rijnmond"}, {"Beide", "Regio"}),
        ({"onderwerp": "mbo"}, {"Beide"}),
        ({"soort": "congres"}, {"Beide"}),
        ({"regio": "rijnmond", "soort": "webinar"}, set()),
        ({"regio": "atlantis"}, {"Beide", "Regio", "Geen"}),
        ({"regio": "a\x00b", "onderwerp": "9" * 5000, "soort": "'\""}, {"Beide", "Regio", "Geen"}),
    ],
)
def test_filters_narrow_down_and_leave_out_what_they_do_not_know(three_sessions, data, titles):
    assert narrowed(**data)[1] == titles


def test_an_unknown_filter_says_that_it_was_left_out(three_sessions):
    form, _ = narrowed(regio="atlantis")

    assert form.errors == {"regio": ["Dit staat niet in de lijst, dus we laten alles zien."]}


def test_each_filter_can_be_taken_away_by_itself(three_sessions):
    listing = EventListing(QueryDict("regio=rijnmond&onderwerp=mbo"))

    assert listing.active == [
        {"title": "Rijnmond", "url": "?onderwerp=mbo"},
        {"title": "Mbo", "url": "?regio=rijnmond"},
    ]
