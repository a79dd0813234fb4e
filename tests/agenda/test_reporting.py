"""Telling how it goes with a personal link: no account, nothing lost, public at once or after an editor looked."""

from datetime import date

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import resolve

from tests.agenda.conftest import TODAY, days, deliver, link_in
from tests.factories import ActionFactory, ContactPersonFactory, PactFactory
from tests.pages import look_at, text, texts
from zorgpact.agenda.asking import ask_owners
from zorgpact.agenda.models import Action, ContactPerson, Handover, Link, ProgressNote, ReportRequest
from zorgpact.outbox.models import digest

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(action):
    """That of the link in Fatima's mail."""
    ask_owners()
    (message,) = deliver()
    return link_in(message)


@pytest.fixture
def trusted(owner):
    owner.reports_are_trusted = True
    owner.save()


def told(action, **fields) -> dict[str, str]:
    """What a browser posts about this action."""
    said = {"answer": "op-schema", "text": "De eerste tien zijn begonnen.", **fields}
    return {f"{action.pk}-{name}": value for name, value in said.items()}


def state_of(action) -> tuple:
    action.refresh_from_db()
    return action.status, action.due_on, action.reported_on


# --- The mail and the page ----------------------------------------------------------------------------------------


def test_the_mail_says_what_it_is_about_and_how_to_be_asked_no_more(action, address):
    (message,) = mail.outbox
    assert message.subject == "Hoe gaat het met ‘Samen roosteren’?"
    assert "- Samen roosteren\n  De Brug: loopt, klaar op 1 september 2031" in message.body
    assert "De link werkt tot 2 mei 2031" in message.body
    assert "/voortgang/vraag-iemand-anders/" in message.extra_headers["List-Unsubscribe"]
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    html = message.alternatives[0].content
    assert ("Zeg hoe het gaat" in html, "<style" in html, 'style="' in html) == (True, False, True)


def test_the_page_asks_of_each_action_how_it_goes(action, address):
    ActionFactory(title="Van een ander")
    page = look_at(address)
    assert texts(page, ".report h2") == ["Samen roosteren"]
    assert texts(page, ".verdicts__one") == ["Op schema", "Loopt uit", "Klaar", "Gestopt"]
    assert page.select("input[name=csrfmiddlewaretoken]") == []


def test_looking_tells_nothing(client, action, address):
    client.get(address)
    assert not ProgressNote.objects.exists()


def test_the_link_is_kept_as_a_digest_only_and_for_one_purpose(client, action, address):
    token = address.split("/")[2]
    assert {link.digest for link in Link.objects.filter(purpose="report")} == {digest(token)}
    assert client.get(f"/voortgang/vraag-iemand-anders/{token}/").status_code == 404


@pytest.mark.parametrize("path", ["/voortgang/geraden/", "/voortgang/%00/", f"/voortgang/{'x' * 500}/"])
def test_a_guessed_link_gives_a_plain_page_and_a_way_on(client, db, path):
    response = client.get(path)
    assert (response.status_code, "<h1>Deze link werkt niet (meer)</h1>" in response.text) == (404, True)
    assert 'href="/actieagenda/"' in response.text


def test_an_action_that_is_gone_or_taken_from_the_site_is_not_asked_about(client, action, address):
    other = ActionFactory(title="Leerhuis")
    ReportRequest.objects.get().actions.add(other)
    action.unpublish()
    assert texts(look_at(address), ".report h2") == ["Leerhuis"]
    Action.objects.filter(pk=other.pk).delete()
    assert client.get(address).status_code == 404
    assert client.post(address, told(other)).status_code == 404


def test_the_page_costs_the_same_for_one_action_and_for_many(
    client, action, address, django_assert_num_queries
):
    client.get(address)
    with django_assert_num_queries(4):
        client.get(f"/voortgang/{address.split('/')[2]}/")
    ReportRequest.objects.get().actions.add(*ActionFactory.create_batch(3))
    with django_assert_num_queries(4):
        client.get(address)


# --- What is told -------------------------------------------------------------------------------------------------


def test_a_trusted_owner_is_public_at_once_without_a_name(client, action, address, trusted):
    response = client.post(address, told(action), follow=True)
    assert response.redirect_chain == [(address, 302)]
    assert "Bedankt: je meldde “op schema”" in response.text
    assert state_of(action) == ("loopt", date(2031, 9, 1), TODAY)
    page = look_at("/actieagenda/samen-roosteren/")
    assert texts(page, ".moment") == ["3 maart 2031 De eerste tien zijn begonnen. Op schema, meldt De Brug."]
    assert "Fatima" not in str(page)


def test_another_owner_waits_for_an_editor_and_nothing_shows(client, action, address):
    response = client.post(address, told(action, answer="klaar"), follow=True)
    assert "De redactie kijkt nog even" in response.text
    assert state_of(action) == ("loopt", date(2031, 9, 1), None)
    assert "begonnen" not in text(look_at("/actieagenda/samen-roosteren/"))


@pytest.mark.parametrize("changes", [{"is_checked": False}, {"state": "afgemeld"}])
def test_who_the_editors_do_not_know_waits_also_for_a_trusted_owner(
    client, action, address, trusted, changes
):
    ContactPerson.objects.update(**changes)
    client.post(address, told(action))
    assert ProgressNote.objects.get().state == "wacht"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("op-schema", ("loopt", date(2031, 9, 1), TODAY)),
        ("loopt-uit", ("loopt", date(2032, 1, 1), TODAY)),
        ("klaar", ("klaar", date(2031, 9, 1), TODAY)),
        ("gestopt", ("gestopt", date(2031, 9, 1), TODAY)),
    ],
)
def test_what_is_told_becomes_the_state_of_the_action(client, action, address, trusted, answer, expected):
    client.post(address, told(action, answer=answer, due_on="2032-01-01"))
    assert state_of(action) == expected
    assert action.get_latest_revision_as_object().status == expected[0]


def test_a_date_that_moves_is_kept_with_the_one_before(client, action, address, trusted):
    client.post(address, told(action, answer="loopt-uit", due_on="2032-01-01"))
    note = ProgressNote.objects.get()
    assert (note.due_on_before, note.due_on) == (date(2031, 9, 1), date(2032, 1, 1))
    assert "Einddatum van 1 september 2031 naar 1 januari 2032." in text(
        look_at("/actieagenda/samen-roosteren/"), ".moment"
    )


def test_what_was_intended_and_should_have_begun_runs_when_it_goes_well(client, action, address, trusted):
    Action.objects.update(status="voorgenomen")
    client.post(address, told(action))
    assert state_of(action)[0] == "loopt"


def test_only_what_was_answered_is_kept(client, action, address, trusted):
    other = ActionFactory(owner=action.owner)
    ReportRequest.objects.get().actions.add(other)
    client.post(address, told(action) | told(other, answer="", text=""))
    assert list(ProgressNote.objects.values_list("action", flat=True)) == [action.pk]


def test_an_action_that_was_not_asked_about_cannot_be_told_of(client, action, address, trusted):
    other = ActionFactory(owner=action.owner)
    client.post(address, told(other))
    assert not ProgressNote.objects.exists()


def test_a_text_is_one_line_without_controls_and_a_link_is_text(client, action, address, trusted):
    client.post(address, told(action, text="Zie\r\n https://example.org/ <b>\x07nu</b>"))
    assert ProgressNote.objects.get().text == "Zie https://example.org/ <b> nu</b>"
    (moment,) = look_at("/actieagenda/samen-roosteren/").select(".moment")
    assert (moment.select("a"), moment.select("b")) == ([], [])


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"text": ""}, "text", "Schrijf in één zin hoe het gaat."),
        ({"text": "x" * 501}, "text", "Maak dit korter: er passen 500 tekens, het zijn er nu 501."),
        ({"answer": ""}, "answer", "Kies ook een van de vier."),
        ({"answer": "anders"}, "answer", "Kies een van de vier."),
        (
            {"answer": "loopt-uit"},
            "due_on",
            "Kies de dag waarop het wel klaar is. Weet je het niet zeker, schat dan.",
        ),
        (
            {"answer": "loopt-uit", "due_on": "2031-09-01"},
            "due_on",
            "Kies een dag na 1 september 2031, en niet later dan 3 maart 2041.",
        ),
        (
            {"answer": "loopt-uit", "due_on": "9999-12-31"},
            "due_on",
            "Kies een dag na 1 september 2031, en niet later dan 3 maart 2041.",
        ),
        (
            {"answer": "loopt-uit", "due_on": "morgen"},
            "due_on",
            "Deze datum bestaat niet. Schrijf haar zoals 31-12-2027.",
        ),
        ({"name": "Omar"}, "email", "Vul ook het e-mailadres in, anders kunnen we diegene niet vragen."),
        ({"email": "o@example.org"}, "name", "Vul ook de naam in van wie we kunnen vragen."),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_nothing_is_lost(
    client, action, address, fields, field, sentence
):
    said = {"answer": "klaar", "text": "Het is af & klaar.", **fields}
    response = client.post(address, told(action, **said))
    (form,) = response.context["forms"]
    assert (response.status_code, form.errors) == (200, {field: [sentence]})
    assert all(form[name].value() == value for name, value in said.items())
    assert not ProgressNote.objects.exists()
    assert f'href="#id_{action.pk}-{field}' in response.text


# --- Corrections --------------------------------------------------------------------------------------------------


def test_the_same_told_twice_is_there_once(client, action, address, trusted):
    for _ in range(2):
        client.post(address, told(action))
    assert ProgressNote.objects.count() == 1


def test_what_was_told_stands_in_the_form_and_is_corrected_until_the_round_closes(
    client, action, address, trusted
):
    client.post(address, told(action, answer="klaar"))
    assert state_of(action)[0] == "klaar"
    page = look_at(address)
    assert [radio["value"] for radio in page.select("[type=radio][checked]")] == ["klaar"]
    client.post(address, told(action, answer="loopt-uit", text="Toch niet.", due_on="2032-01-01"))
    assert state_of(action) == ("loopt", date(2032, 1, 1), TODAY)
    client.post(address, told(action, text="Toch wel."))
    assert state_of(action) == ("loopt", date(2031, 9, 1), TODAY)
    assert texts(look_at("/actieagenda/samen-roosteren/"), ".moment") == [
        "3 maart 2031 Toch wel. Op schema, meldt De Brug."
    ]


def test_a_correction_leaves_alone_what_an_editor_changed_since(client, action, address, trusted):
    client.post(address, told(action, answer="klaar"))
    Action.objects.update(status="gestopt")
    client.post(address, told(action, text="Anders gezegd."))
    assert state_of(action)[0] == "gestopt"


# --- A link that is too old ---------------------------------------------------------------------------------------


def test_on_an_expired_link_nothing_that_was_typed_is_lost(client, clock, action, address, trusted):
    clock.shift(days(61))
    assert client.get(address).status_code == 410
    response = client.post(address, told(action))
    assert (response.status_code, "De eerste tien zijn begonnen." in response.text) == (410, True)
    assert not ProgressNote.objects.exists()
    for _ in range(2):
        assert "Kijk in je mail" in client.post(address, {**told(action), "renew": "1"}).text
    (message,) = deliver()
    assert (message.to, message.subject) == (
        ["fatima@example.org"],
        "Je nieuwe link om te melden hoe het gaat",
    )
    fresh = link_in(message)
    page = look_at(fresh)
    assert texts(page, "textarea") == ["De eerste tien zijn begonnen."]
    client.post(fresh, told(action))
    assert state_of(action)[2] == TODAY + days(61)
    assert ReportRequest.objects.get(kind="opnieuw").typed == {}


# --- Somebody else ------------------------------------------------------------------------------------------------


def pass_on(client, action, address):
    return client.post(
        address, told(action, answer="", text="", name="Omar Bakker", email="Omar@example.org")
    )


def test_who_is_named_is_asked_first_and_then_gets_the_next_mail(client, clock, action, address):
    pass_on(client, action, address)
    omar = ContactPerson.objects.get(name="Omar Bakker")
    assert (omar.organisation, omar.state, omar.email) == (action.owner, "gevraagd", "omar@example.org")
    (message,) = deliver()
    assert (message.to, "Samen roosteren" in message.body) == (["omar@example.org"], True)
    invitation = link_in(message, "/voortgang/vraag-mij/")
    assert "Mogen we jou vragen hoe het gaat?" in text(look_at(invitation), "h1")
    omar.refresh_from_db()
    assert omar.state == "gevraagd"
    client.post(invitation)
    clock.shift(days(92))
    ask_owners()
    assert [message.to for message in deliver()] == [["omar@example.org"]]


def test_who_says_no_is_not_asked(client, clock, action, address):
    pass_on(client, action, address)
    response = client.post(link_in(deliver()[0], "/voortgang/vraag-mij/"), {"no": "1"})
    assert "We vragen je niets" in response.text
    clock.shift(days(92))
    ask_owners()
    assert [message.to for message in deliver()] == [["fatima@example.org"]]


def test_what_a_newcomer_tells_waits_for_an_editor(client, clock, action, address, trusted):
    pass_on(client, action, address)
    client.post(link_in(deliver()[0], "/voortgang/vraag-mij/"))
    clock.shift(days(92))
    ask_owners()
    client.post(link_in(deliver()[0]), told(action))
    assert ProgressNote.objects.get().state == "wacht"


def test_a_link_names_no_more_strangers_than_ten_a_day_and_the_editor_sees_the_rest(client, action, address):
    for number in range(12):
        fields = {"answer": "", "text": "", "name": f"Iemand {number}", "email": f"{number}@example.org"}
        client.post(address, told(action, **fields))
    assert ContactPerson.objects.filter(state="gevraagd").count() == 10
    assert deliver() == []  # who was named before another one is not asked
    assert Handover.objects.get().remark == "Iemand 11, 11@example.org. "


def test_an_invitation_costs_the_same_for_many_actions(client, action, address, django_assert_num_queries):
    pass_on(client, action, address)
    invitation = link_in(deliver()[0], "/voortgang/vraag-mij/")
    client.get(invitation)
    with django_assert_num_queries(3):
        client.get(invitation)


def decline_link() -> str:
    return mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")


def test_one_click_in_a_mail_program_is_enough(client, clock, action, address):
    link = decline_link()
    assert link.startswith("/voortgang/vraag-iemand-anders/")
    client.get(link)
    assert ContactPerson.objects.get().state == "actief"
    assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert (ContactPerson.objects.get().state, Handover.objects.count()) == ("afgemeld", 1)
    clock.shift(days(92))
    assert ask_owners() == 0


def test_the_public_address_of_a_pact_can_be_left_alone_too(client, clock, action, fatima):
    ReportRequest.objects.create(email="pact@example.org", asked_on=TODAY).actions.add(action)
    fatima.delete()
    Action.objects.update(pact=PactFactory(contact_email="pact@example.org"))
    ReportRequest.objects.update(is_declined=True)
    assert ask_owners() == 0


def test_the_page_asks_whom_to_ask_instead(client, action, address):
    link = decline_link()
    wrong = client.post(link, {"name": "Omar", "email": "geen adres", "remark": ""})
    assert wrong.context["form"].errors == {
        "email": ["Dit adres klopt niet helemaal. Schrijf het zoals naam@organisatie.nl."]
    }
    assert ContactPerson.objects.get().state == "actief"
    client.post(link, {"name": "Omar", "email": "omar@example.org", "remark": "Ik ga met pensioen."})
    handover = Handover.objects.get()
    assert (handover.successor.name, handover.remark) == ("Omar", "Ik ga met pensioen.")


def test_declining_costs_the_same_for_many_actions(client, action, address, django_assert_num_queries):
    link = decline_link()
    assert resolve(link).url_name == "progress_decline"
    client.get(link)
    ReportRequest.objects.get().actions.add(*ActionFactory.create_batch(3))
    with django_assert_num_queries(4):
        client.get(link)


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_another_method_is_refused(client, action, address, method):
    assert getattr(client, method)(address).status_code == 405


def test_contact_persons_are_once_per_organisation_and_address(owner, fatima):
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactPersonFactory(organisation=owner, email="FATIMA@example.org")
