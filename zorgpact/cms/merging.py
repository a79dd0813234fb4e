"""Merging a topic into another: whatever carried it carries the other, in drafts and old revisions too, and its name and
address lead on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django_tasks import task
from modelcluster.fields import ParentalKey
from modelsearch import index
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, ReferenceIndex, Revision

from zorgpact.cms.models import FormerSlug
from zorgpact.taxonomy.models import Topic
from zorgpact.users.models import User

LOG_ACTION = "zorgpact.merge_topic"
LONGEST_SYNONYMS = Topic._meta.get_field("synonyms").max_length


class MergeRefused(Exception):
    """These topics cannot become one. The message is a sentence for an editor."""


@dataclass(frozen=True)
class Carrier:
    """A way in which a kind of thing carries topics: by a field of its own, or by that of its through model."""

    field: Any

    @property
    def parent(self) -> ParentalKey | None:
        """From a row of the through model to the thing itself."""
        fields = self.field.model._meta.fields
        return next((field for field in fields if isinstance(field, ParentalKey)), None)

    @property
    def model(self) -> type[models.Model]:
        return self.parent.related_model if self.parent else self.field.model

    @property
    def key(self) -> str:
        """Where a revision keeps it."""
        return self.parent.remote_field.get_accessor_name() if self.parent else self.field.name

    def links(self, topic: Topic) -> models.QuerySet:
        return self.field.model._default_manager.filter(**{self.field.name: topic})

    def things(self, topic: Topic) -> models.QuerySet:
        """Those that carry it as they stand, and those of which the draft does."""
        own = self.links(topic).values(self.parent.attname if self.parent else "pk")
        drafts = self.drafts_with(topic)
        carrying = models.Q(pk__in=own) | models.Q(pk__in=drafts) if drafts else models.Q(pk__in=own)
        return self.model._default_manager.filter(carrying)

    def drafts_with(self, topic: Topic) -> list[int]:
        """The things of which an editor gave the draft this topic: no link knows of that yet."""
        if not issubclass(self.model, DraftStateMixin):
            return []
        drafts = self.model._default_manager.filter(has_unpublished_changes=True)
        said = drafts.values_list("pk", f"latest_revision__content__{self.key}").iterator()
        return [pk for pk, value in said if topic.pk in self.topics_in(value)]

    def move(self, topic: Topic, target: Topic) -> None:
        if self.parent:
            both = self.links(target).values(self.parent.attname)
            self.links(topic).filter(**{f"{self.parent.attname}__in": both}).delete()
        self.links(topic).update(**{self.field.name: target})

    def move_in_revisions(self, topic: Topic, target: Topic) -> None:
        """Only what the revisions say of topics is read of all of them: they are many, and long."""
        revisions = Revision.objects.filter(content_type=ContentType.objects.get_for_model(self.model))
        said = revisions.values_list("pk", f"content__{self.key}").iterator()
        found = [pk for pk, value in said if topic.pk in self.topics_in(value)]
        for pk in found:
            content = revisions.values_list("content", flat=True).get(pk=pk)
            content[self.key] = self.moved(content[self.key], topic, target)
            revisions.filter(pk=pk).update(content=content)

    def topics_in(self, value: Any) -> list[int]:
        return [link[self.field.name] for link in value or []] if self.parent else [value]

    def moved(self, value: Any, topic: Topic, target: Topic) -> Any:
        if self.parent is None:
            return target.pk
        if target.pk in self.topics_in(value):
            return [link for link in value if link[self.field.name] != topic.pk]
        return [
            {**link, self.field.name: target.pk} if link[self.field.name] == topic.pk else link
            for link in value
        ]


def carriers() -> Iterator[Carrier]:
    """Read from the models: the apps above bring their own."""
    for relation in Topic._meta.get_fields(include_hidden=True):
        if relation.auto_created and (relation.one_to_many or relation.one_to_one):
            yield Carrier(relation.field)


def things_with(topic: Topic) -> list[models.QuerySet]:
    """Everything that carries a topic, published or not, in its draft alone too, by kind."""
    found: dict[type[models.Model], models.QuerySet] = {}
    for carrier in carriers():
        things = carrier.things(topic)
        found[carrier.model] = found[carrier.model] | things if carrier.model in found else things
    return list(found.values())


def counted(topic: Topic) -> dict[str, int]:
    """How much of each kind carries a topic, by name."""
    counts = {things.model: things.count() for things in things_with(topic)}
    return {named(model, count): count for model, count in counts.items() if count}


def named(model: type[models.Model], count: int) -> str:
    return str(model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural)


def check(topic: Topic, target: Topic) -> None:
    """Raises MergeRefused."""
    for carrier in carriers():
        if not carrier.things(topic).exists():
            continue
        kind = carrier.model._meta.verbose_name
        if carrier.field.unique and carrier.things(target).exists():
            raise MergeRefused(
                f"‘{topic}’ en ‘{target}’ hebben allebei een {kind}. Verwijder er eerst een, of geef het een ander onderwerp."
            )
        if not Topic.objects.filter(pk=target.pk, **carrier.field.get_limit_choices_to()).exists():
            raise MergeRefused(
                f"‘{topic}’ is {carrier.field.verbose_name} van een {kind}. Kies een onderwerp van dezelfde soort."
            )
    synonyms_of_both(topic, target)


def synonyms_of_both(topic: Topic, target: Topic) -> str:
    """Every other name of the target, once its own. Raises MergeRefused when they do not fit."""
    unique = {"": "", target.name.casefold(): ""}
    for name in f"{target.synonyms},{topic.name},{topic.synonyms}".split(","):
        unique.setdefault(name.strip().casefold(), name.strip())
    synonyms = ", ".join(filter(None, unique.values()))
    if len(synonyms) > LONGEST_SYNONYMS:
        raise MergeRefused(f"Samen hebben zij te veel synoniemen. Haal er bij ‘{target}’ eerst een paar weg.")
    return synonyms


@transaction.atomic
def merge(topic: Topic, target: Topic, user: User | AnonymousUser) -> None:
    """Put the target in the place of the topic, which goes. Raises MergeRefused."""
    locked = Topic.objects.select_for_update().order_by("pk").in_bulk([topic.pk, target.pk])
    if len(locked) < 2:
        raise MergeRefused("Deze onderwerpen zijn intussen al samengevoegd of verwijderd.")
    topic, target = locked[topic.pk], locked[target.pk]
    check(topic, target)
    for carrier in carriers():
        carrier.move(topic, target)
        carrier.move_in_revisions(topic, target)
    target.synonyms = synonyms_of_both(topic, target)
    target.save(update_fields=["synonyms"])
    FormerSlug.objects.pass_on(topic, target)
    log(target, LOG_ACTION, user=user, data={"merged": topic.name})
    topic.delete()
    renew.enqueue(target.pk)


@task()
def renew(pk: int) -> None:
    """Write whatever carries this topic into the indexes again: of what is searched, and of what refers to what."""
    for topic in Topic.objects.filter(pk=pk):
        for things in things_with(topic):
            for thing in things.iterator():
                index.insert_or_update_object(thing)
                ReferenceIndex.create_or_update_for_object(thing)
