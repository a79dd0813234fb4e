"""Personal data has no place in a log, however it got into a message: an address, the secret of a link, a row of a database."""

import logging
import re

ADDRESS = re.compile(r"[^\s<>\"'(),;:=\[\]]+@[\w-]+(?:\.[\w-]+)+")
SECRET = re.compile(r"(?<![\w-])(?=[\w-]*\d)[\w-]{40,}(?![\w-])")  # a token of ours has 43 or 64 characters
ROW = re.compile(r"^(DETAIL|CONTEXT|PARAMETERS): .*$", re.MULTILINE)  # PostgreSQL quotes what it refused


def mask(text: str) -> str:
    """The same text without what tells who somebody is, or gives a right.

    >>> mask("Not Found: /aanmelding/annuleren/4HxVn0m1q7rZk2bYw8pT5cLs9dGfJ3aEu6iRo0Xy-_Q/ of anna@example.org")
    'Not Found: /aanmelding/annuleren/…/ of …@…'
    """
    return ADDRESS.sub("…@…", SECRET.sub("…", ROW.sub(r"\1: …", text)))


class MaskingFormatter(logging.Formatter):
    """Masks the whole of what is written: the message, what it is about, and a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))
