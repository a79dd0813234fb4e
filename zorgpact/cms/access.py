"""Who may do what in the admin, where Wagtail's own rights do not say it."""

from django.contrib.auth.models import AnonymousUser

from zorgpact.users.models import User


def can_merge_topics(user: User | AnonymousUser) -> bool:
    """Merging changes one topic and takes the other away."""
    return user.has_perms(["taxonomy.change_topic", "taxonomy.delete_topic"])
