"""The desk: the stock admin site with tabs, a page of what waits, and the app list at 后台."""

from django.contrib import admin, messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.i18n import JavaScriptCatalog

from articles.admin import contributions
from articles.desk.waiting import COUNTED, number_waiting, waiting
from articles.models import Notice, SiteSettings

#: A tab: what it says, where it leads, the permission that shows it, the key after G.
TABS = (
    ("工作台", "admin:index", "", "w"),
    ("稿件", "admin:articles_article_changelist", "articles.view_article", "g"),
    ("来稿导入", "admin:articles_importedpage_changelist", "articles.view_importedpage", "l"),
    ("本期", "admin:articles_issue_changelist", "articles.view_issue", "b"),
    ("用稿统计", "admin:contributions", "articles.view_article", "t"),
    ("首页置顶", "admin:articles_pin_changelist", "articles.view_pin", "z"),
    ("后台", "admin:backstage", "", "h"),
)


class NewsroomAdminSite(admin.AdminSite):
    site_title = "编辑部"
    site_header = "编辑部"
    index_title = "工作台"
    enable_nav_sidebar = False

    def get_urls(self):
        return [
            path("backstage/", self.admin_view(self.backstage), name="backstage"),
            path("notices/read/", self.admin_view(self.notices_read), name="notices_read"),
            *contributions.urls(self.admin_view),
            *super().get_urls(),
        ]

    def each_context(self, request):
        """With the tabs, and the site's name, which the login view's own `site` hides."""
        site = SiteSettings.objects.current()
        name = f"{site.name}编辑部"
        return super().each_context(request) | {
            "site_title": name,
            "site_header": name,
            "tabs": _tabs(request, site) if self.has_permission(request) else [],
        }

    def i18n_javascript(self, request, extra_context=None):
        """What Django's scripts say, with what its own catalogue leaves in English."""
        packages = ["django.contrib.admin", "articles"]
        return JavaScriptCatalog.as_view(packages=packages)(request)

    def index(self, request, extra_context=None):
        """工作台: what waits for this account."""
        context = self.each_context(request) | {"title": self.index_title, **waiting(request.user)}
        request.current_app = self.name
        return TemplateResponse(
            request, "admin/index.html", context | {"app_list": []} | (extra_context or {})
        )

    def notices_read(self, request):
        """All that this account was told is read."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        Notice.objects.filter(to=request.user).unread().update(read_at=timezone.now())
        messages.success(request, "通知都算读过了。")
        return redirect("admin:index")

    def backstage(self, request):
        """Everything that the admin knows, and what this account did last."""
        context = self.each_context(request)
        context |= {"title": "后台", "app_list": context["available_apps"]}
        return TemplateResponse(request, "admin/backstage.html", context)


def _tabs(request, site):
    """The tabs that this account may open; what is in no other tab is in 后台, the last.

    The first one counts what waits for this account.
    """
    tabs = [
        {"label": label, "url": reverse(name), "key": key}
        for label, name, permission, key in TABS
        if not permission or request.user.has_perm(permission)
    ]
    here = [tab for tab in tabs[1:-1] if request.path.startswith(tab["url"])]
    waits = number_waiting(request.user, site)
    tabs[0]["count"] = f"{COUNTED - 1}+" if waits >= COUNTED else waits
    at_home = request.path == tabs[0]["url"]
    (here[0] if here else tabs[0] if at_home else tabs[-1])["current"] = True
    return tabs
