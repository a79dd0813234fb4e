"""The addresses of the site. What is not named here is a page."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import serve

from zorgpact.cms.views import (
    choose_page_below,
    chosen_pages,
    document,
    document_unlock,
    page_unlock,
    picture_size,
    security_txt,
)
from zorgpact.cms.viewsets import WorkflowReport
from zorgpact.news.feeds import NewsFeed

handler500 = "zorgpact.cms.views.server_error"

to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("account/", include("zorgpact.accounts.urls")),
    # Wagtail has a login of its own for the admin and one for shielded pages, and mails passwords: one door is enough.
    path("admin/login/", to_login, name="admin_login"),
    path("_util/login/", to_login, name="wagtailcore_login"),
    re_path(
        r"^admin/password_reset/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="admin_reset",
    ),
    # Wagtail's chooser tells the title of any page by its number.
    path("admin/choose-page/<int:parent_page_id>/", choose_page_below, name="choose_page_below"),
    path("admin/choose-page/chosen-multiple/", chosen_pages, name="chosen_pages"),
    # The only report of which the file would hold titles that are run.
    path("admin/reports/workflow/", require_admin_access(WorkflowReport.as_view()), name="workflow_report"),
    path(
        "admin/reports/workflow/results/",
        require_admin_access(WorkflowReport.as_view(results_only=True)),
        name="workflow_report_results",
    ),
    path("admin/", include(wagtailadmin_urls)),
    # Wagtail has these two as well; its own address for pages would be taken for that of a page.
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        page_unlock,
        name="wagtailcore_authenticate_with_password",
    ),
    path(
        "documenten/authenticate_with_password/<int:restriction_id>/",
        document_unlock,
        name="wagtaildocs_authenticate_with_password",
    ),
    re_path(r"^documenten/(?P<document_id>\d+)/(?P<filename>.*)$", document, name="wagtaildocs_serve"),
    path("documenten/", include(wagtaildocs_urls)),
    re_path(
        r"^beelden/(?P<signature>[^/]*)/(?P<image_id>\d+)/(?P<filter_spec>[^/]*)/[^/]*$",
        picture_size,
        name="wagtailimages_serve",
    ),  # sizes that are not made yet, each signed
    path("", include("zorgpact.search.urls")),
    path("nieuws/feed/", NewsFeed(), name="news_feed"),
    path("", include("pacts.urls")),
    path("", include("zorgpact.agenda.urls")),
    path("", include("zorgpact.dialogue.urls")),
    path("", include("events.urls")),
    path("", include("zorgpact.monitoring.urls")),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),  # only while DEBUG is on
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
]
