"""Renewing the files of municipalities and places by the lists of a new year."""

import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from pacts.finding import find_regions
from pacts.models import PlaceName
from pacts.reference import REFERENCE, BadReferenceFile, load_reference
from pacts.renewing import renew_reference

pytestmark = pytest.mark.once

ALMELO = "GM0141,Almelo,Overijssel,RA0205\n"


@pytest.fixture
def folder(tmp_path):
    """The files as they are."""
    return Path(shutil.copytree(REFERENCE, tmp_path / "reference"))


@pytest.fixture
def source(tmp_path, folder):
    """The lists of CBS, in which nothing has changed."""
    source = tmp_path / "cbs"
    source.mkdir()
    shutil.copy(folder / "places.csv", source / "woonplaatsen.csv")
    shutil.copy(folder / "municipalities.csv", source / "gemeenten.csv")
    return source


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def lines(path: Path, part: str) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if part in line]


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def merge_almelo(source: Path) -> None:
    """Almelo and Aadorp go to Wierden and Bornerbroek to Borne."""
    replace_in(source / "gemeenten.csv", ALMELO, "")
    replace_in(source / "woonplaatsen.csv", "Bornerbroek,GM0141", "Bornerbroek,GM0147")
    replace_in(source / "woonplaatsen.csv", ",GM0141\n", ",GM0189\n")


def test_the_files_are_as_renewing_writes_them(source, folder):
    before = contents(folder)
    assert renew_reference(source, folder) == []
    assert contents(folder) == before


def test_the_order_of_the_lists_makes_no_difference(source, folder):
    before = contents(folder)
    for path in source.iterdir():
        header, *rows = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([header, *reversed(rows)]), encoding="utf-8")
    renew_reference(source, folder)
    assert contents(folder) == before


def test_a_merger_is_told_and_followed_to_where_the_places_went(source, folder):
    merge_almelo(source)
    assert renew_reference(source, folder) == [
        "Weg: gemeente Almelo, nu Wierden (67%), Borne (33%)",
        "Verhuisd: Almelo naar Wierden",
        "Verhuisd: Aadorp naar Wierden",
        "Verhuisd: Bornerbroek naar Borne",
    ]
    assert lines(folder / "former_municipalities.csv", ",Almelo,") == [
        "GM0141,Almelo,GM0147,Borne,0.33",
        "GM0141,Almelo,GM0189,Wierden,0.67",
    ]
    assert lines(folder / "hamlets.csv", "Nijrees") == ["Nijrees,GM0189"]


@pytest.mark.django_db
def test_after_a_merger_all_can_be_loaded_and_found(source, folder):
    load_reference(REFERENCE)
    merge_almelo(source)
    renew_reference(source, folder)
    load_reference(folder)
    assert [found.municipality for found in find_regions("Bornerbroek")] == ["Borne"]
    assert [found.municipality for found in find_regions("Nijrees")] == ["Wierden"]
    assert sorted(PlaceName.objects.filter(name="Almelo").values_list("municipality__name", "kind")) == [
        ("Borne", "voormalige gemeente"),
        ("Wierden", "plaats"),
        ("Wierden", "voormalige gemeente"),
    ]


def test_what_merged_before_goes_along(source, folder):
    replace_in(source / "gemeenten.csv", "GM1930,Nissewaard,Zuid-Holland,RA0919\n", "")
    replace_in(source / "woonplaatsen.csv", ",GM1930\n", ",GM0599\n")
    renew_reference(source, folder)
    assert lines(folder / "former_municipalities.csv", ",Spijkenisse,") == [
        line
        for line in lines(folder / "former_municipalities.csv", ",GM0599,Rotterdam,")
        if ",Spijkenisse," in line
    ]
    assert lines(folder / "former_municipalities.csv", ",Nissewaard,") == [
        "GM1930,Nissewaard,GM0599,Rotterdam,1.0"
    ]


def test_an_old_name_stays_a_name(source, folder):
    replace_in(source / "gemeenten.csv", "GM0141,Almelo,", "GM0141,Groot-Almelo,")
    assert renew_reference(source, folder) == ["Andere naam: gemeente Almelo heet nu Groot-Almelo"]
    assert lines(folder / "aliases.csv", "GM0141") == ["Almelo,GM0141"]


def test_a_municipality_with_another_code_and_the_same_name_is_not_former(source, folder):
    replace_in(source / "gemeenten.csv", "GM0141,Almelo,", "GM2141,Almelo,")
    replace_in(source / "woonplaatsen.csv", ",GM0141\n", ",GM2141\n")
    renew_reference(source, folder)
    assert lines(folder / "former_municipalities.csv", ",Almelo") == []
    assert lines(folder / "hamlets.csv", "Nijrees") == ["Nijrees,GM2141"]


def test_a_hamlet_that_became_official_is_no_hamlet_any_more(source, folder):
    with (source / "woonplaatsen.csv").open("a", encoding="utf-8") as file:
        file.write("WP9999,Nijrees,GM0141\n")
    assert renew_reference(source, folder) == ["Nieuw: Nijrees in Almelo"]
    assert lines(folder / "hamlets.csv", "Nijrees") == []


def test_what_is_new_gone_renamed_or_in_another_region_is_told(source, folder):
    replace_in(source / "woonplaatsen.csv", "WP1260,Nisse,GM0654\n", "")
    replace_in(source / "woonplaatsen.csv", "WP1113,Hall,", "WP1113,Halle,")
    replace_in(
        source / "gemeenten.csv", ALMELO, ALMELO.replace("RA0205", "RA0207") + "GM9999,Nieuw,Drenthe,RA0102\n"
    )
    assert renew_reference(source, folder) == [
        "Nieuw: gemeente Nieuw",
        "Andere regio: gemeente Almelo, nu RA0207",
        "Weg: Nisse",
        "Andere naam: Hall heet nu Halle",
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("gemeenten.csv", "Almelo,Overijssel,RA0205", "Almelo,Overijssel,RA9999", "noemt regio 'RA9999'"),
        ("woonplaatsen.csv", "Nisse,GM0654", "Nisse,GM9999", "noemt gemeente 'GM9999'"),
        ("gemeenten.csv", "region_code", "region", "mist de kolom region_code"),
    ],
)
def test_a_wrong_list_is_refused_and_nothing_is_written(source, folder, file, old, new, message):
    before = contents(folder)
    replace_in(source / file, old, new)
    with pytest.raises(BadReferenceFile, match=message):
        renew_reference(source, folder)
    assert contents(folder) == before


def test_a_municipality_that_left_no_trace_is_refused(source, folder):
    replace_in(source / "gemeenten.csv", ALMELO, "")
    path = source / "woonplaatsen.csv"
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.endswith("GM0141")]
    path.write_text("\n".join(kept), encoding="utf-8")
    with pytest.raises(BadReferenceFile, match=r"Waar Almelo \(GM0141\) is gebleven"):
        renew_reference(source, folder)


def test_the_command_tells_what_changed(source, folder, capsys):
    call_command("update_reference", source, folder=folder)
    merge_almelo(source)
    call_command("update_reference", source, folder=folder)
    told = capsys.readouterr().out.splitlines()
    assert told[:2] == ["Er is niets veranderd.", "Weg: gemeente Almelo, nu Wierden (67%), Borne (33%)"]


def test_the_command_says_which_list_is_missing(source, folder):
    (source / "woonplaatsen.csv").unlink()
    with pytest.raises(CommandError, match=r"woonplaatsen\.csv ontbreekt"):
        call_command("update_reference", source, folder=folder)
