"""One mailbox is one mailbox, however its address is typed."""

import unicodedata
from contextlib import suppress

UNSEEN = ("Cc", "Cf", "Zl", "Zp", "Zs")  # Unicode's general categories of controls, formats and blanks


def mailbox(address: str) -> str:
    """The address in small letters, without what nobody sees, its domain in ASCII (IDNA, RFC 3490).

    A part before the @ that differs in capitals only is another mailbox by RFC 5321, but at no provider that people use.

    >>> mailbox(" Anna@Zörg.NL")
    'anna@xn--zrg-sna.nl'
    """
    seen = "".join(char for char in address if unicodedata.category(char) not in UNSEEN)
    local, at, domain = seen.casefold().rpartition("@")
    with suppress(UnicodeError):  # no domain can be called so: the validator of the form says it
        domain = domain.encode("idna").decode()
    return f"{local}{at}{domain}"
