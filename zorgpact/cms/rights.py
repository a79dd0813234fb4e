from zorgpact.cms.models import SiteSettings
from zorgpact.taxonomy.models import Topic  # a leaf beside users, which knows no roles
from zorgpact.users.roles import EDITORS, EVERYTHING, allow

allow(EDITORS, SiteSettings, "change")
allow(EDITORS, Topic, *EVERYTHING)
