"""What the site behind the proxy has: sessions to change, something shielded, somebody who logs in."""

from events.models import AccessToken
from tests.factories import EventFactory, NewsPageFactory, RegistrationFactory, UserFactory, site_tree

site_tree()
for slug in ("druk", "stil", "weg", "open"):
    EventFactory(slug=slug, title=f"Oud {slug}")
UserFactory(username="els", email="els@example.org", is_superuser=True)
NewsPageFactory(slug="bericht")
registration = RegistrationFactory(event__slug="aangemeld", name="Fatima Demir")
print(AccessToken.issue("cancel", registration=registration))
