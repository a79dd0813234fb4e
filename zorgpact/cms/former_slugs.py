"""Remembering an address before it changes, however that happens: by an editor, at a planned moment, in a script.

A listener, as Wagtail's own redirects have for pages: no screen sees every change. `FormerAddressMiddleware` leads on.
"""

from collections.abc import Collection
from typing import Any

from django.db.models.signals import pre_save

from zorgpact.cms.models import FormerSlug, Publishable
from zorgpact.taxonomy.models import Topic


def remember_slug(
    sender: type[Any], instance: Any, update_fields: Collection[str] | None = None, **kwargs: Any
) -> None:
    """Keep the slug at which visitors still find this row, when it is about to get another one."""
    is_drafted, is_topic = issubclass(sender, Publishable), issubclass(sender, Topic)
    if not (is_drafted or is_topic) or not instance.pk or "slug" not in (update_fields or ["slug"]):
        return
    shown = sender._default_manager.filter(pk=instance.pk).exclude(slug=instance.slug)
    if is_drafted:
        shown = shown.filter(live=True)
    for slug in shown.values_list("slug", flat=True):
        FormerSlug.objects.keep(instance, slug)


pre_save.connect(remember_slug, dispatch_uid="former slug")
