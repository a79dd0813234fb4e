"""Rounds of the action agenda, what is told of them, and advice. All of it is invented.

What was otherwise in an earlier round stands beside that round: it is put back for as long as the round is frozen.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from koplopers.models import KoploperPage
from zorgpact.agenda.freezing import freeze
from zorgpact.agenda.models import Action, Round
from zorgpact.demo.making import Maker, by_slug
from zorgpact.demo.reading import as_date, read_file
from zorgpact.monitoring.models import Advice, AdvicePoint, Obstacle, RoundKoploper, RoundSource, RoundStory

ROUNDS = "rounds.toml"
ADVICE = "advice.toml"


def load_rounds(maker: Maker) -> None:
    file = read_file(maker.folder, ROUNDS)
    for given in file.data["rounds"]:
        data = dict(given)
        earlier, story = data.pop("earlier", {}), data.pop("story", None)
        source = f"{ROUNDS}#{data['slug']}"
        if (
            source in maker.made
            or Round.objects.frozen().filter(held_on__gte=as_date(data["held_on"])).exists()
        ):
            continue
        this = maker.make(Round(), data, source, source)
        with put_back(earlier):
            freeze(this.pk)
        if story:
            load_story(maker, this, story, source)


@contextmanager
def put_back(earlier: dict[str, dict[str, Any]]) -> Iterator[None]:
    """Actions as they were, by their address: their status and dates, or not there yet."""
    actions = [(by_slug(Action, slug, ROUNDS), values) for slug, values in earlier.items()]
    for action, values in actions:
        was = {key: value if isinstance(value, bool) else as_date(value) for key, value in values.items()}
        Action.objects.filter(pk=action.pk).update(**was)
    yield
    for action, values in actions:
        Action.objects.filter(pk=action.pk).update(**{key: getattr(action, key) for key in values})


def load_story(maker: Maker, this: Round, given: dict[str, Any], where: str) -> None:
    data = dict(given)
    lists = {name: data.pop(name, []) for name in ("koplopers", "obstacles", "sources")}
    story = maker.make(RoundStory(round=this), data, where)
    for number, row in enumerate(lists["koplopers"]):
        page = by_slug(KoploperPage, row["page"], where)
        maker.make(RoundKoploper(story=story, page=page, sort_order=number), {"reason": row["reason"]}, where)
    for name, model in (("obstacles", Obstacle), ("sources", RoundSource)):
        for number, row in enumerate(lists[name]):
            maker.make(model(story=story, sort_order=number), row, where)


def load_advice(maker: Maker) -> None:
    for given in read_file(maker.folder, ADVICE).data["letters"]:
        data = dict(given)
        points = data.pop("points")
        source = f"{ADVICE}#{data['title']}"
        if source in maker.made:
            continue
        advice = maker.make(Advice(), data, source, source)
        for number, point in enumerate(points):
            maker.make(AdvicePoint(advice=advice, sort_order=number), point, source)
