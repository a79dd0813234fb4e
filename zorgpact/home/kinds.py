"""The home page is a section of its own."""

from zorgpact.cms.registry import register_sections
from zorgpact.home.models import HomePage

register_sections(HomePage)
