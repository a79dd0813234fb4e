"""What editors may not leave out of an action."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm


class ActionForm(WagtailAdminModelForm):
    """An action is national or has its regions, never both. A draft may leave it open."""

    def clean(self) -> dict[str, Any]:
        cleaned_data = super().clean()
        regions, is_national = cleaned_data.get("regions"), cleaned_data.get("is_national")
        if is_national and regions:
            self.add_error("regions", "Een landelijke actie heeft geen eigen regio’s. Kies een van beide.")
        if not is_national and not regions and not self.is_deferred_validation:
            self.add_error("regions", "Kies de regio’s van deze actie, of geef aan dat zij landelijk is.")
        return cleaned_data
