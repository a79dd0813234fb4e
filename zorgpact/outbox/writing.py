"""A message in text and HTML, of two templates with the same name, in the site's tone and looks."""

from collections.abc import Mapping
from typing import Any

import css_inline
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

inliner = css_inline.CSSInliner(load_remote_stylesheets=False)


def write(
    template: str,
    context: Mapping[str, Any],
    subject: str,
    to: str,
    reply_to: str = "",
    headers: Mapping[str, str] | None = None,
    html: str = "",
) -> EmailMultiAlternatives:
    """`template` without its ending. The HTML extends outbox/mail/_base.html, of which the styles are written inline.

    `html`: another template for it, which may show the text as `body`.
    """
    body = render_to_string(f"{template}.txt", dict(context)).strip() + "\n"
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=body,
        to=[to],
        reply_to=[reply_to] if reply_to else None,
        headers={"Auto-Submitted": "auto-generated", **(headers or {})},
    )
    page = render_to_string(html or f"{template}.html", {**context, "body": body})
    message.attach_alternative(inliner.inline(page), "text/html")
    return message
