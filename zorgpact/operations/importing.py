"""Reading a list back in: all of it or nothing, and first as a trial that says what would happen.

The columns are those of the list in the admin, so a list that was taken from there can be changed and read again. A
row is known by its address, or by its name where the list gives no address; reading the same list twice changes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.utils.text import slugify
from openpyxl.utils import get_column_letter

from zorgpact.cms.columns import NO, YES, cell_of, heading, headings
from zorgpact.cms.registry import columns_of
from zorgpact.cms.spreadsheets import Line, csv_lines, read_lines, write_xlsx
from zorgpact.operations.cells import WORDS, WrongCell, fill, text_of

TITLE, SLUG, LIVE = "title", "slug", "live"
BUSY = "Een redacteur heeft hier een concept van klaarstaan. Publiceer dat eerst, of gooi het weg."
LOCKED = "Dit is vergrendeld. Ontgrendel het eerst in het beheer."
NEW, CHANGED, SAME = "nieuw", "gewijzigd", "ongewijzigd"


@dataclass
class Outcome:
    """What became of each line, and what is wrong with the list. Nothing is saved when something is."""

    done: list[tuple[int, str, str]] = field(default_factory=list)
    """Number of the line, NEW, CHANGED or SAME, and the name of the row."""
    errors: list[str] = field(default_factory=list)

    def count(self, what: str) -> int:
        return sum(1 for _, happened, _ in self.done if happened == what)


class Reading:
    """One list for one kind of rows."""

    def __init__(self, model: Any, first: Line):
        self.model = model
        self.outcome = Outcome()
        self.columns = list(self.read_headings(*first))
        self.places = {name: place for place, name in enumerate(self.columns, 1) if name}
        self.seen: dict[str, int] = {}  # address to line
        self.wrong: set[str] = set()  # fields of this line that were refused: once is enough

    def read_headings(self, line: int, cells: list[Any]) -> Iterator[str]:
        """The field of each column; an error for what is none."""
        known = {heading(self.model, name).casefold(): name for name in columns_of(self.model)}
        found_before: set[str] = set()
        for place, cell in enumerate(cells, 1):
            text = text_of(cell)
            name = known.get(text.casefold(), "")
            if text and not name:
                expected = ", ".join(headings(self.model, columns_of(self.model)))
                self.refuse(line, place, text, f"deze kolom is er niet. Wel: {expected}.")
            if name and name in found_before:
                self.refuse(line, place, text, "deze kolom staat er twee keer.")
            found_before.add(name)
            yield name
        if TITLE not in found_before:
            self.outcome.errors.append(f"regel {line}: de kolom ‘{heading(self.model, TITLE)}’ ontbreekt.")

    def refuse(self, line: int, place: int | None, name: str, why: str) -> None:
        where = f"kolom {get_column_letter(place)} ({name})" if place else f"kolom ‘{name}’"
        self.outcome.errors.append(f"regel {line}, {where}: {why}")

    def refuse_field(self, line: int, name: str, why: str) -> None:
        if name == NON_FIELD_ERRORS:
            self.outcome.errors.append(f"regel {line}: {why}")
        elif name not in self.wrong:
            self.wrong.add(name)
            self.refuse(line, self.places.get(name), heading(self.model, name), why)

    def read(self, line: int, cells: list[Any]) -> None:
        texts = {name: text_of(cell) for name, cell in zip(self.columns, cells, strict=False) if name}
        errors = len(self.outcome.errors)
        self.wrong = set()
        row = self.row_of(line, texts)
        if row is None:
            return
        is_new = row.pk is None
        draft = row if is_new else row.get_latest_revision_as_object()
        before = {name: cell_of(draft, name) for name in texts if name != LIVE}
        self.fill(draft, texts, line)
        changed = [name for name, text in before.items() if cell_of(draft, name) != text]
        is_live = (texts.get(LIVE) or (YES if row.live else NO)).casefold() == YES
        if not is_new and not changed and is_live == row.live:
            self.outcome.done.append((line, SAME, str(row)))
            return
        self.check(row, draft, line)
        if len(self.outcome.errors) == errors:
            save(row, draft, is_live)
            self.outcome.done.append((line, NEW if is_new else CHANGED, str(draft)))

    def row_of(self, line: int, texts: dict[str, str]) -> Any:
        """The row that this line is about, or a new one; None when that is not clear."""
        title, slug = texts.get(TITLE, ""), texts.get(SLUG, "")
        known = self.model._default_manager.filter(**({SLUG: slug} if slug else {TITLE: title}))[:2]
        if len(known) > 1:
            self.refuse_field(line, TITLE, "Er zijn er meer met deze naam. Zet het webadres erbij.")
            return None
        row = known[0] if known else None
        key = row.slug if row else slug or slugify(title)[: self.model._meta.get_field(SLUG).max_length]
        if key in self.seen:
            self.refuse_field(
                line, SLUG if texts.get(SLUG) else TITLE, f"dit staat ook op regel {self.seen[key]}."
            )
            return None
        self.seen[key] = line
        return row or self.model(slug=key, live=False)

    def fill(self, draft: Any, texts: dict[str, str], line: int) -> None:
        for name, text in texts.items():
            try:
                if name == LIVE and text.casefold() not in (*WORDS, ""):
                    raise WrongCell(f"‘{text}’ kan hier niet staan. Kies uit: ja of nee.")
                if name != LIVE and (text or name != SLUG):
                    fill(draft, name, text)
            except WrongCell as error:
                self.refuse_field(line, name, str(error))

    def check(self, row: Any, draft: Any, line: int) -> None:
        """What the forms of the admin would refuse too."""
        if row.pk and row.locked:
            self.outcome.errors.append(f"regel {line}: {LOCKED}")
        if row.live and row.pk and row.has_unpublished_changes:
            self.outcome.errors.append(f"regel {line}: {BUSY}")
        for needed in self.model._meta.many_to_many:
            if not needed.blank and not getattr(draft, needed.name).all():
                self.refuse_field(line, needed.name, "Vul dit in.")
        try:
            draft.full_clean()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                self.refuse_field(line, name, " ".join(messages))


def save(row: Any, draft: Any, is_live: bool) -> None:
    """As the admin does: what visitors see changes with the revision that is published."""
    was_live = bool(row.pk) and row.live
    if not was_live:
        draft.save()
    revision = draft.save_revision(clean=False)
    if is_live:
        revision.publish()
    elif was_live:
        type(row)._default_manager.get(pk=row.pk).unpublish()


def read_list(model: type[models.Model], path: Path, is_trial: bool) -> Outcome:
    """Read it; as a trial, or with an error, nothing is kept. Raises UnreadableSheet."""
    lines = read_lines(path)
    if not lines:
        return Outcome(errors=["Dit bestand is leeg."])
    reading = Reading(model, lines[0])
    if reading.outcome.errors:
        return reading.outcome
    with transaction.atomic():
        for number, cells in lines[1:]:
            reading.read(number, cells)
        transaction.set_rollback(is_trial or bool(reading.outcome.errors))
    return reading.outcome


def write_template(model: type[models.Model], path: Path) -> None:
    """A list with its headings and nothing else."""
    named = headings(model, columns_of(model))
    if path.suffix.lower() == ".csv":
        path.write_text("".join(csv_lines(named, [])), "utf-8", newline="")
    else:
        write_xlsx(path, str(model._meta.verbose_name_plural), named, [])
