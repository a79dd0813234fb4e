from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    default = True
    name = "zorgpact.accounts"
    verbose_name = "Accounts"


class PeopleConfig(WagtailUsersAppConfig):
    """Wagtail's screens of users and groups, with our rules about who may give what."""

    user_viewset = "zorgpact.accounts.viewsets.PeopleViewSet"
    group_viewset = "zorgpact.accounts.viewsets.RolesViewSet"
