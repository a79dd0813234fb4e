import pytest
from django.core.exceptions import ValidationError

from tests.factories import EventFactory, PactFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("factory", "slug"), [(EventFactory, "verleden"), (EventFactory, "feed"), (PactFactory, "feed")]
)
def test_a_row_cannot_take_an_address_that_the_site_uses(factory, slug):
    with pytest.raises(ValidationError) as refused:
        factory.build(slug=slug).clean()
    assert refused.value.message_dict == {"slug": ["Dit adres gebruikt de site zelf. Kies een ander."]}


def test_another_address_is_fine():
    assert EventFactory.build(slug="verleden-tijd").clean() is None
