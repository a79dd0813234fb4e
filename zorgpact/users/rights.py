from django.contrib.auth.models import Group
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from zorgpact.users.models import User
from zorgpact.users.roles import ADMINISTRATORS, allow

allow(ADMINISTRATORS, User, "add", "change", "delete", "view")
allow(ADMINISTRATORS, Group, "add", "change", "delete", "view")
allow(ADMINISTRATORS, Site, "change", "view")
allow(ADMINISTRATORS, Redirect, "add", "change", "delete", "view")
