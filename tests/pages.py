"""Looking at pages as visitors see them: what an element says and where links lead."""

from bs4 import BeautifulSoup
from django.test import Client


def look_at(address: str, client: Client | None = None) -> BeautifulSoup:
    """The page at an address that answers with 200."""
    response = (client or Client()).get(address)
    assert response.status_code == 200, f"{address} gives {response.status_code}"
    return BeautifulSoup(response.content, "html.parser")


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    """What the elements say, with single spaces."""
    return [" ".join(element.get_text(" ").split()) for element in page.select(selector)]


def text(page: BeautifulSoup, selector: str = "main") -> str:
    """What the only element says."""
    (only,) = texts(page, selector)
    return only


def links(page: BeautifulSoup, selector: str = "main") -> list[str]:
    """Where the links within an element lead."""
    return [link["href"] for link in page.select(f"{selector} a[href]")]


def jumps(page: BeautifulSoup) -> list[str]:
    """What the page says that it holds; each leads to a part of it."""
    for link in page.select(".jumps a"):
        assert len(page.select(link["href"])) == 1, link["href"]
    return texts(page, ".jumps a")


def card_titles(page: BeautifulSoup) -> list[str]:
    return texts(page, ".cards .card__title")


def facts(page: BeautifulSoup) -> dict[str, str]:
    """The definition lists of a page: term to description."""
    return dict(zip(texts(page, ".facts dt"), texts(page, ".facts dd"), strict=True))
