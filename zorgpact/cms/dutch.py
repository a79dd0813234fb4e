"""The few words of Wagtail's admin that no translation reaches, because they are no texts there but names of fields."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site
from wagtail.sites.views import IndexView as SiteIndexView
from wagtail.users.forms import PagePermissionsForm

for column in SiteIndexView.columns:
    if column.label == capfirst(column.name.replace("_", " ")):  # it was given no label of its own
        column.label = capfirst(Site._meta.get_field(column.name).verbose_name)

PagePermissionsForm.base_fields["page"].label = _("Page")
