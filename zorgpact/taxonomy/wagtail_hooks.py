"""The admin of topics: the one place where a new term is made."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from zorgpact.taxonomy.models import Topic


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    add_to_admin_menu = True
    menu_order = 170
    copy_view_enabled = False
    list_display = ["name", "kind", "description"]
    list_filter = ["kind"]
    list_per_page = 50
    search_fields = ["name", "synonyms"]
    search_backend_name = None


register_snippet(TopicViewSet)
