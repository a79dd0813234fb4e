"""What detail pages show of everything else."""

from django import template

from zorgpact.home.related import counted, items_about, related_to

register = template.Library()


@register.inclusion_tag("home/_related.html")
def related(item):
    """The section 'Gerelateerd': one query."""
    return {"items": related_to(item)}


@register.simple_tag
def tagged_items(topic):
    """Everything about a topic: one query."""
    return items_about(topic)


@register.simple_tag
def tally():
    """How much there is to see: pacts, koplopers, sessions and actions. One query."""
    return counted()
