"""Who may write news: whoever Wagtail lets add a page to its overview."""

from django.contrib.auth.models import AnonymousUser

from zorgpact.news.models import NewsIndexPage
from zorgpact.users.models import User


def can_write(user: User | AnonymousUser) -> bool:
    """Without an overview there is nothing to refuse: whoever tries hears that it is not there."""
    index = NewsIndexPage.objects.first()
    return index is None or index.permissions_for_user(user).can_add_subpage()
