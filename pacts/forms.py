"""Forms of the admin."""

from wagtail.admin.forms import WagtailAdminModelForm

from pacts.models import Municipality
from pacts.models.places import search_key


class MunicipalityForm(WagtailAdminModelForm):
    """Keeps the key by which visitors find a municipality in step with its name."""

    class Meta:
        model = Municipality
        fields = ["code", "name", "province", "region"]

    def clean_name(self):
        name = self.cleaned_data["name"]
        self.instance.key = search_key(name)
        return name
