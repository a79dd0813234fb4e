"""What is derived from the key of the site is known again after it got another one."""

import pytest

from zorgpact.outbox.models import marks

pytestmark = pytest.mark.once


def test_new_marks_are_of_the_present_key_and_those_of_earlier_ones_are_known(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "eerste", []
    (first,) = marks("gebruik", "waarde")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "tweede", ["eerste"]
    second, *earlier = marks("gebruik", "waarde")
    assert (earlier, second != first, len(second)) == ([first], True, 64)


def test_no_mark_serves_two_uses_or_two_values(settings):
    settings.SECRET_KEY_FALLBACKS = []
    found = [marks("een", "x"), marks("twee", "x"), marks("een", "y")]
    assert len({mark for (mark,) in found}) == 3
