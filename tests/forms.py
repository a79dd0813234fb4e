"""What an editor's browser posts: the form of the admin as data."""

from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

AUTOSAVE = {"accept": "application/json"}


def flat(data):
    """Flatten streams; leave the ticked regions as a list of values."""
    regions = data.pop("regions")
    return {**nested_form_data(data), "regions": regions}


def pact_form(**changes):
    return flat(
        {
            "title": "Zorgpact Twente",
            "slug": "zorgpact-twente",
            "introduction": "Samen opleiden in Twente.",
            "cover": "",
            "social_image": "",
            "regions": [],
            "place": "Twente",
            "topics": "",
            "status": "actief",
            "started_on": "2015-03-01",
            "ended_on": "",
            "continued_as": "",
            "continued_url": "",
            "body": streamfield([("quote", {"text": "Doen.", "speaker": "Anna", "function": ""})]),
            "partners": inline_formset([]),
            "people": streamfield([]),
            "results": streamfield(
                [("result", {"title": "20 leerplekken", "text": rich_text("<p>Erbij.</p>")})]
            ),
            "next_steps": streamfield([]),
            "consultations_introduction": "",
            "consultations": streamfield([]),
            **changes,
        }
    )


def plan_form(region, **changes):
    return flat(
        {
            "title": "Actieplan Twente",
            "slug": "actieplan-twente",
            "introduction": "Wat Twente doet.",
            "cover": "",
            "social_image": "",
            "regions": [str(region.pk)],
            "period_start": "2018",
            "period_end": "2022",
            "analysis": rich_text("<p>Te weinig plekken.</p>"),
            "signatories": inline_formset([]),
            "document": "",
            "successor": "",
            **changes,
        }
    )


def action_form(owner, plan=None, **changes):
    return {
        "title": "Open een leerhuis",
        "slug": "open-een-leerhuis",
        "introduction": "Leren op de werkvloer.",
        "cover": "",
        "social_image": "",
        "description": "",
        "owner": str(owner.pk),
        "pact": "",
        "plan": str(plan.pk) if plan else "",
        "ambition": "",
        "regions": [],
        "topics": "",
        "action_line": "",
        "status": "loopt",
        "starts_on": "",
        "due_on": "",
        "review_on": "",
        "cadence": "kwartaal",
        "reporters": [],
        **changes,
    }


def region_form(region, **changes):
    return {
        "title": region.title,
        "slug": region.slug,
        "introduction": region.introduction,
        "cover": "",
        "social_image": "",
        "code": region.code,
        "short_name": region.short_name,
        "aliases": "",
        "provinces": region.provinces,
        "organisation": "",
        "neighbours": [],
        **changes,
    }


def event_form(**changes):
    return flat(
        {
            "title": "Dialoogsessie Twente",
            "slug": "dialoogsessie-twente",
            "introduction": "Aan tafel in Twente.",
            "cover": "",
            "social_image": "",
            "kind": "dialoogsessie",
            "start_at": "2031-03-04 13:30",
            "end_at": "2031-03-04 17:00",
            "venue": "De Werkplaats",
            "place": "Enschede",
            "address": "",
            "online_url": "",
            "capacity": "25",
            "has_waiting_list": "on",
            "registration_opens_at": "",
            "registration_closes_at": "",
            "organiser_email": "",
            "body": streamfield([]),
            "programme": streamfield([]),
            "speakers": streamfield([]),
            "regions": [],
            "topics": "",
            "pact": "",
            **changes,
        }
    )


def news_form(**changes):
    return flat(
        {
            "title": "Leerhuis open",
            "slug": "leerhuis-open",
            "introduction": "Twente opent een leerhuis.",
            "cover": "",
            "social_image": "",
            "kind": "nieuws",
            "published_on": "2019-03-01",
            "byline": "",
            "body": streamfield([("rich_text", rich_text("<p>Vandaag ging het open.</p>"))]),
            "topics": "",
            "regions": [],
            "seo_title": "",
            "search_description": "",
            "show_in_menus": "",
            "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""},
            **changes,
        }
    )
