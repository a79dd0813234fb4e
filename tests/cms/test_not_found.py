import pytest


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/bestaat-niet/", "/pacten/bestaat-niet/"])
@pytest.mark.parametrize("debug", [True, False])
def test_what_does_not_exist_gets_the_sites_own_page(client, settings, path, debug):
    settings.DEBUG = debug
    answer = client.get(path)
    assert answer.status_code == 404
    assert next(template.name for template in answer.templates) == "404.html"
