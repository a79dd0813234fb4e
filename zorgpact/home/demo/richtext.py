"""Rich text as people write it in a content file: HTML, or paragraphs with a blank line between them."""

import re

from django.utils.html import escape


def to_html(text: str) -> str:
    """Text that starts with "<" is HTML already. Otherwise every paragraph becomes one, its lines joined."""
    text = text.strip()
    if text.startswith("<"):
        return text
    paragraphs = (" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text))
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs if paragraph)
