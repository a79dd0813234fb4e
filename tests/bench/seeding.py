"""Thousands of rows of each kind on top of what is there.

Each is a copy of a public row, with a name, an address, a date, topics and regions of its own. What it links to
(a pact, a plan, an owner) is new as well, so that the rows that were there gain none of their own: when their
pages become slower, the size of the tables is why.
"""

import datetime
from collections.abc import Callable
from uuid import uuid4

from django.db import connection, models, transaction
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, Revision

from events.models import Event, Registration
from koplopers.models import KoploperPage
from pacts.models import Ambition, Organisation, Pact, Plan, Region
from zorgpact.agenda.freezing import freeze
from zorgpact.agenda.models import Action, ProgressNote, Round
from zorgpact.cms.models import CustomImage
from zorgpact.dialogue.models import Contribution, Dialogue, Thread, ThreadAction
from zorgpact.news.models import NewsPage
from zorgpact.taxonomy.models import Topic

PREFIX = "rij-"
PICTURES = 50
ROUNDS = 3  # of all actions, each time that rows are added
LINKS = 10  # new things that link to the same one: actions of a plan, sessions of a pact
AT_ONCE = 500

Changes = Callable[[int, int], dict[str, object]]


def seed(count: int) -> None:
    """Add `count` rows of each kind. Whoever asks rebuilds the search index, and then analyzes."""
    with transaction.atomic():
        seeding = Seeding(count)
        for kind in KINDS:
            kind(seeding)


def analyze() -> None:
    """Tell the database how large its tables are now."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


# --- The kinds, in the order in which one links to another --------------------------------------------------------


def organisations(seeding: "Seeding") -> None:
    seeding.add(Organisation)


def pacts(seeding: "Seeding") -> None:
    seeding.add(Pact)


def plans(seeding: "Seeding") -> None:
    seeding.add(Plan)
    seeding.hang(Ambition, "plan", 1)


def sessions(seeding: "Seeding") -> None:
    seeding.add(Event, session_dates)
    seeding.hang(Registration, "event", 3, lambda number, _: {"email": f"deelnemer{number}@example.org"})


def actions(seeding: "Seeding") -> None:
    seeding.add(Action, lambda number, _: {"is_national": False})
    seeding.hang(ProgressNote, "action", 1)


def outcomes(seeding: "Seeding") -> None:
    seeding.hang(Dialogue, "event", 1, lambda number, _: {"code": ""})
    seeding.hang(Contribution, "dialogue", 3)
    seeding.hang(Thread, "dialogue", 1)
    seeding.hang(ThreadAction, "thread", 1)


def koplopers(seeding: "Seeding") -> None:
    seeding.add(KoploperPage)


def news(seeding: "Seeding") -> None:
    seeding.add(NewsPage, news_date)


def rounds(seeding: "Seeding") -> None:
    """Between two of them some of the new actions are done, and others slip."""
    last, made = Round.objects.frozen().first(), seeding.made[Action]
    day = last.held_on if last else timezone.localdate() - datetime.timedelta(days=365)
    for number in range(ROUNDS):
        day += datetime.timedelta(days=1)
        freeze(Round.objects.create(title=f"Ronde van {day}", slug=f"{PREFIX}{day}", held_on=day).pk)
        done, late = ([row.pk for row in made[start::20]] for start in (2 * number, 2 * number + 1))
        Action.objects.filter(pk__in=done).update(status=Action.Status.DONE)
        Action.objects.filter(pk__in=late).update(starts_on=None, due_on=day)


KINDS = [organisations, pacts, plans, sessions, actions, outcomes, koplopers, news, rounds]


def session_dates(number: int, count: int) -> dict[str, object]:
    """From five years ago until next year."""
    start_at = timezone.now() + datetime.timedelta(days=365 - 6 * 365 * number / count)
    return {
        "start_at": start_at,
        "end_at": start_at + datetime.timedelta(hours=3),
        "registration_opens_at": None,
        "registration_closes_at": None,
    }


def news_date(number: int, count: int) -> dict[str, object]:
    """The last six years."""
    return {"published_on": timezone.localdate() - datetime.timedelta(days=6 * 365 * number // count)}


# --- Copying ------------------------------------------------------------------------------------------------------


class Seeding:
    """One round: what it made so far, and what all can refer to."""

    def __init__(self, count: int):
        self.count = count
        self.made: dict[type[models.Model], list] = {}
        self.topics, self.regions = list(Topic.objects.all()), list(Region.objects.all())
        self.pictures = list(CustomImage.objects.order_by("pk").values_list("pk", flat=True)[:PICTURES])

    def add(self, model, changes: Changes = lambda number, count: {}) -> None:
        """Copies of the public rows that were there, in turn."""
        first = model.objects.count()
        sources = list(model.objects.filter(live=True).exclude(slug__startswith=PREFIX).order_by("pk"))
        copied = [sources[number % len(sources)] for number in range(self.count)]
        rows = []
        for number, source in enumerate(copied):
            values = self.linked(source, number) | {"slug": f"{PREFIX}{first + number}"}
            values["title"] = f"{values['title']} {first + number}"
            rows.append(model(**values | changes(number, self.count)))
        if issubclass(model, Page):
            insert_pages(sources[0].get_parent(), rows)
        else:
            model.objects.bulk_create(rows, AT_ONCE)
        self.made[model] = rows
        self.copy_children(copied, rows)
        self.classify(rows)

    def hang(self, model, field: str, each: int, changes: Changes = lambda number, count: {}) -> None:
        """So many of this model on each of the new rows that `field` points to."""
        parents = self.made[model._meta.get_field(field).related_model]
        sources = list(model.objects.order_by("pk")[:PICTURES])
        rows = []
        for number in range(len(parents) * each if sources else 0):
            values = self.linked(sources[number % len(sources)], number) | changes(number, self.count)
            values[f"{field}_id"] = parents[number % len(parents)].pk
            rows.append(model(**values))
        self.made[model] = model.objects.bulk_create(rows, AT_ONCE)

    def linked(self, source: models.Model, number: int) -> dict[str, object]:
        """The values of a row, but with links to new rows, another picture and no revisions."""
        values = {}
        for field in source._meta.concrete_fields:
            if field.primary_key:
                continue
            value, target = getattr(source, field.attname), field.related_model
            if value is not None and target in self.made:
                rows = self.made[target]
                value = rows[number // LINKS % len(rows)].pk
            elif value is not None and target is CustomImage:
                value = self.pictures[number % len(self.pictures)]
            elif target in (Revision, type(source)):
                value = None
            values[field.attname] = value
        return values

    def copy_children(self, sources: list, rows: list) -> None:
        """The rows that belong to each source, for its copy as well; topics aside."""
        model = type(rows[0])
        for relation in get_all_child_relations(model):
            child, field = relation.related_model, relation.field
            if field.name == "content_object":
                continue
            found: dict[object, list] = {}
            for item in child._default_manager.filter(**{f"{field.name}__in": {row.pk for row in sources}}):
                found.setdefault(getattr(item, field.attname), []).append(item)
            pairs = [
                (item, row)
                for source, row in zip(sources, rows, strict=True)
                for item in found.get(source.pk, [])
            ]
            copies = [
                child(**self.linked(item, number * LINKS) | {field.attname: row.pk})
                for number, (item, row) in enumerate(pairs)
            ]
            child._default_manager.bulk_create(copies, AT_ONCE)

    def classify(self, rows: list) -> None:
        """One or two regions, and one to three topics."""
        model = type(rows[0])
        if hasattr(model, "regions"):
            through, column = model.regions.through, model.regions.field.m2m_field_name()
            places = [
                through(**{column: row, "region": region})
                for number, row in enumerate(rows)
                for region in some(self.regions, number, 1 + number % 2)
            ]
            through._default_manager.bulk_create(places, AT_ONCE)
        if hasattr(model, "topics"):
            through = model.topics.through
            tagged = [
                through(content_object=row, tag=topic)
                for number, row in enumerate(rows)
                for topic in some(self.topics, number, 1 + number % 3)
            ]
            through._default_manager.bulk_create(tagged, AT_ONCE)


def some(rows: list, number: int, count: int) -> set:
    """So many of the rows, others for each number."""
    return {rows[(number + 11 * step) % len(rows)] for step in range(count)}


def insert_pages(parent: Page, rows: list) -> None:
    """Children of `parent`: the rows of the page table first, then those of the model itself."""
    own = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    for number, row in enumerate(rows, start=parent.numchild + 1):
        row.path = Page._get_path(parent.path, parent.depth + 1, number)
        row.url_path = f"{parent.url_path}{row.slug}/"
        row.draft_title, row.translation_key = row.title, uuid4()
    pages = [Page(**{name: getattr(row, name) for name in own}) for row in rows]
    Page.objects.bulk_create(pages, AT_ONCE)
    for row, page in zip(rows, pages, strict=True):
        row.id = row.page_ptr_id = page.pk
    model = type(rows[0])
    for start in range(0, len(rows), AT_ONCE):
        chunk = rows[start : start + AT_ONCE]
        model.objects.none()._insert(chunk, fields=model._meta.local_concrete_fields, using="default")
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + len(rows))
