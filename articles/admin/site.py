"""The admin site: Django's own with tabs, a page of what waits, and the app list at 后台."""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.i18n import JavaScriptCatalog

from articles.accounts import sessions
from articles.admin import pages, passwords, sign_in
from articles.admin.events import note_event, say_actor
from articles.context_processors import site_of
from articles.desk.messages import collect_messages
from articles.desk.posts import collect_posts
from articles.desk.stories import find_closing
from articles.desk.waiting import COUNTED, collect_desk, number_waiting
from articles.models import Article, Notice, SecurityEvent, SignIn
from articles.posts import say_account
from articles.roles import VIEW

#: A tab: what it says, where it leads, the permission that shows it, the key after G.
TABS = (
    ("工作台", "admin:index", "", "w"),
    ("稿件", "admin:articles_article_changelist", "articles.view_article", "g"),
    ("选题", "admin:stories", "articles.view_plannedstory", "x"),
    ("图库", "admin:articles_article_library", "articles.view_article", "p"),
    ("来稿导入", "admin:articles_delivery_changelist", "articles.view_importedpage", "l"),
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
            path("login/code/", sign_in.ask_code, name="login_code"),
            path("login/enrol/", sign_in.ask_enrol, name="login_enrol"),
            path("password/", passwords.ask_reset, name="password_reset"),
            path("password/set/", passwords.tell_password_set, name="password_is_set"),
            path(
                "password/<uidb64>/<token>/",
                passwords.SetPasswordView.as_view(),
                name="password_set",
            ),
            *pages.urls(self),
            *super().get_urls(),
        ]

    def login(self, request, extra_context=None):
        """Django's own page; whoever has a second factor goes on to it."""
        if request.method == "GET" and self.has_permission(request):
            return redirect("admin:index")
        here = reverse("admin:index")
        named = REDIRECT_FIELD_NAME in request.GET or REDIRECT_FIELD_NAME in request.POST
        context = self.each_context(request) | {
            "title": "登录",
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
            "may_reset": settings.EMAIL_ENABLED,
            **({} if named else {REDIRECT_FIELD_NAME: here}),
            **(extra_context or {}),
        }
        request.current_app = self.name
        view = sign_in.SignInView.as_view(
            authentication_form=AdminAuthenticationForm,
            template_name="admin/login.html",
            extra_context=context,
        )
        return never_cache(view)(request)

    def logout(self, request, extra_context=None):
        if request.method == "POST" and request.user.is_authenticated:
            account = request.user
            SignIn.objects.filter(session_key=request.session.session_key).delete()
            sentence = f"{say_account(account)}退出了。"
            note_event(request, SecurityEvent.Kind.SIGN_OUT, sentence, account)
        return super().logout(request, extra_context)

    def each_context(self, request):
        """With the tabs, and the site's name, which the login view's own `site` hides."""
        site = site_of(request)
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

    def password_change(self, request, extra_context=None):
        """Django's own page, with a line in the history of the account."""
        before = request.session.session_key
        answer = super().password_change(request, extra_context)
        if request.method == "POST" and answer.status_code == 302:
            sessions.follow_key(before, request.session)
            sessions.end_all(request.user, but=request.session.session_key)
            pages.log_change(request, request.user, f"{say_actor(request)}改了自己的密码。")
        return answer

    def _many_acts(self, request):
        """The acts on several articles that the list offers this account: name and label."""
        choices = self.get_model_admin(Article).get_action_choices(request)
        return [(name, label) for name, label in choices if name not in ("", "delete_selected")]

    def index(self, request, extra_context=None):
        """工作台: what waits for this account."""
        user = request.user
        found = collect_desk(user, site_of(request)) | collect_posts(user) | collect_messages(user)
        closing = find_closing() if user.has_perm(VIEW) else None
        context = {
            **found,
            "closing": closing,
            "many_acts": self._many_acts(request) if found["groups"] else [],
            "app_list": [],
            **(extra_context or {}),
        }
        return pages.render_page(request, "admin/index.html", self.index_title, context)


@pages.page(pages.SITE, "backstage", methods=["GET"], permission=None)
def show_backstage(request: HttpRequest) -> HttpResponse:
    """Everything that the admin has for this account, and what it did last."""
    return pages.render_page(request, "admin/backstage.html", "后台", {})


@pages.page(pages.SITE, "notices_read", address="notices/read/", methods=["POST"], permission=None)
def read_all_notices(request: HttpRequest) -> HttpResponse:
    Notice.objects.filter(to=request.user).unread().update(read_at=timezone.now())
    messages.success(request, "通知都算读过了。")
    return redirect("admin:index")


def _further(tab):
    """The addresses besides its own that belong to a tab."""
    return (reverse("admin:articles_importedpage_changelist"),) if tab["key"] == "l" else ()


def _tabs(request, site):
    """The tabs that this account may open. Pages that belong to no other tab mark the last, 后台.

    The first one counts what waits for this account.
    """
    tabs = [
        {"label": label, "url": reverse(name), "key": key}
        for label, name, permission, key in TABS
        if not permission or request.user.has_perm(permission)
    ]
    here = [tab for tab in tabs[1:-1] if request.path.startswith((tab["url"], *_further(tab)))]
    here.sort(key=lambda tab: len(tab["url"]), reverse=True)  # 图库 stands below 稿件
    waits = number_waiting(request.user, site)
    tabs[0]["count"] = f"{COUNTED - 1}+" if waits >= COUNTED else waits
    at_home = request.path == tabs[0]["url"]
    (here[0] if here else tabs[0] if at_home else tabs[-1])["current"] = True
    return tabs
