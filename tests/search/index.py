"""Letting the index see what a test made. Wagtail's tasks do so after a commit, which a test never reaches."""

from django.core.management import call_command


def fill_index() -> None:
    call_command("update_index", backend_name="site", verbosity=0)
