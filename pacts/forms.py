"""Forms of the admin."""

from wagtail.admin.forms import WagtailAdminModelForm

from pacts.models import Municipality, PlaceName
from pacts.models.places import search_key


class KeyedForm(WagtailAdminModelForm):
    """Keeps the key by which visitors find a place in step with its name."""

    def clean_name(self):
        name = self.cleaned_data["name"]
        self.instance.key = search_key(name)
        return name


class MunicipalityForm(KeyedForm):
    class Meta:
        model = Municipality
        fields = ["code", "name", "province", "region"]


class PlaceNameForm(KeyedForm):
    class Meta:
        model = PlaceName
        fields = ["name", "kind", "municipality"]
