"""The factories make valid rows and pages."""

import pytest

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ABSTRACT = {"ClassifiedFactory", "PageFactory", "IndexPageFactory", "DjangoModelFactory", "ParentNodeFactory"}
FACTORIES = sorted(name for name in vars(factories) if name.endswith("Factory") and name not in ABSTRACT)


@pytest.fixture(autouse=True)
def nothing():
    factories.without_pages()


@pytest.mark.parametrize("name", FACTORIES)
def test_every_factory_makes_something_valid(name):
    item = getattr(factories, name)()
    item.full_clean(exclude=["password"])
    assert type(item).objects.filter(pk=item.pk).exists()
