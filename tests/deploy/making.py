"""What the site behind the proxy has: sessions to change, something shielded, somebody who logs in."""

from wagtail.models import Collection, CollectionViewRestriction

from events.models import AccessToken
from tests.factories import (
    DocumentFactory,
    EventFactory,
    NewsPageFactory,
    RegistrationFactory,
    UserFactory,
    site_tree,
)

site_tree()
for slug in ("druk", "stil", "weg", "open"):
    EventFactory(slug=slug, title=f"Oud {slug}")
UserFactory(username="els", email="els@example.org", is_superuser=True)
NewsPageFactory(slug="bericht")
closed = Collection.get_first_root_node().add_child(name="Besloten")
CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
DocumentFactory(id=1)
DocumentFactory(id=2, collection=closed, file__filename="besloten.pdf")
registration = RegistrationFactory(event__slug="aangemeld", name="Fatima Demir")
print(AccessToken.issue("cancel", registration=registration))
