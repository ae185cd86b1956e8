"""Accounts: Django's own pages, and what somebody else has to confirm."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    UserChangeForm,
    UserCreationForm,
)
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.utils.html import format_html_join

from articles import posts
from articles.accounts import sessions
from articles.admin.accounts.columns import PeopleColumns
from articles.admin.accounts.permissions import find_changes, offer_permissions, say_permission
from articles.admin.accounts.person import collect_beside, leave_open_work
from articles.admin.events import PlainEvents, say_actor
from articles.admin.lookups import OfferedLookups
from articles.admin.pages import render_page
from articles.desk.posts import say_request
from articles.models import SecurityEvent, Step
from articles.posts import say_account

admin.site.unregister(User)


class PasswordForm(AdminPasswordChangeForm):
    """Without the choice to log in without a password, which this site does not have."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)


class AccountForm(UserChangeForm):
    """`asked` is what has to be confirmed by somebody else, once the form is saved."""

    asked: tuple[Group | Permission, ...] = ()


#: What says who may do what: nobody changes it of themselves.
_RIGHTS = ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")
_SWITCHES = {
    "is_active": ("重新启用了{}的账号。", "停用了{}的账号。"),
    "is_staff": ("让{}能登录后台。", "不让{}再登录后台。"),
    "is_superuser": ("让{}成为超级用户。", "撤了{}的超级用户。"),
}

#: What else an account says, as the history calls it.
_FACTS = {"first_name": "姓名", "email": "电子邮件地址"}
#: What the fields of the form are called, and what is said below them.
_LABELS = {
    "username": ("用户名", "登录用，不印在报上。汉字、字母、数字和“@.+-_”都行。"),
    "first_name": ("姓名", ""),
    "email": ("邮箱", "找回密码、收通知用。"),
    "is_active": ("在用", "去掉就再也进不来，写过的、签过的都还在。账号不删，只停用。"),
    "is_staff": ("能登录编辑部", ""),
    "is_superuser": ("超级用户", "应急用\N{FULLWIDTH COLON}什么都能做，平时不要用它登录。"),
    "user_permissions": ("单独给的权限", ""),
}


@admin.register(User)
class NewsroomUserAdmin(PeopleColumns, PlainEvents, OfferedLookups, UserAdmin):
    actions = ["stop"]
    filter_horizontal = ["user_permissions"]
    change_form_template = "admin/accounts/person.html"
    change_list_template = "admin/accounts/people.html"
    # Django prints the given name first, so a Chinese name stands whole in `first_name`.
    fieldsets = [
        ("账号", {"fields": ["username", "first_name", "email"]}),
        ("岗位和权限", {"fields": [*_RIGHTS, "requests"]}),
    ]
    form = AccountForm
    add_form = UserCreationForm
    change_password_form = PasswordForm
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "password1", "password2"]})
    ]
    event_kind = SecurityEvent.Kind.ACCOUNT
    told_fields = (*_RIGHTS, *_FACTS, "username")

    def has_change_permission(self, request, obj=None):
        """Only superusers change a superuser's account."""
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not above

    def has_delete_permission(self, request, obj=None):
        """Nobody is deleted: what somebody wrote and signed stays with a name."""
        return False

    def delete_view(self, request, object_id, extra_context=None):
        account = self.get_object(request, unquote(object_id))
        if account is None or not self.has_view_permission(request, account):
            raise PermissionDenied
        context = {"sentence": _say_undeletable(account), "account": account}
        return render_page(request, "admin/accounts/guarded.html", "不能删", context, status=403)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        account = self.get_object(request, unquote(object_id))
        beside = collect_beside(request, account) if account else {}
        return super().change_view(request, object_id, form_url, beside | (extra_context or {}))

    @admin.action(description="停用选中的账号", permissions=["change"])
    def stop(self, request, queryset):
        """Stop accounts, as the form does one by one; one's own and a superuser's are left."""
        stopped, left = [], []
        for account in queryset.filter(is_active=True):
            if account.pk == request.user.pk or not self.has_change_permission(request, account):
                left.append(say_account(account))
                continue
            account.is_active = False
            account.save(update_fields=["is_active"])
            sessions.end_all(account)
            if left_open := leave_open_work(account):
                messages.warning(request, left_open)
            self.log_change(
                request, account, f"{say_actor(request)}停用了{say_account(account)}的账号。"
            )
            stopped.append(say_account(account))
        if stopped:
            messages.success(request, f"停用了{'、'.join(stopped)}。他们写过的、签过的都还在。")
        if left:
            messages.warning(
                request, f"没有停用{'、'.join(left)}：自己的和超级用户的账号不能这样停。"
            )

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and not obj.is_active:
            sessions.end_all(obj)
            if left_open := leave_open_work(obj):
                messages.warning(request, left_open)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or posts.may_touch(request.user, obj):
            return fieldsets
        names = ["username", "first_name", "email", "guarded"]
        return [("账号", {"fields": names}), *fieldsets[1:]]

    def get_readonly_fields(self, request, obj=None):
        fields = {*super().get_readonly_fields(request, obj), "guarded", "requests"}
        if not request.user.is_superuser:
            fields |= {"is_superuser", "user_permissions"}
        if obj is not None and obj.pk == request.user.pk:
            fields |= set(_RIGHTS)
        elif obj is not None and not posts.may_touch(request.user, obj):
            # To stop a signer is everybody's who keeps the accounts, to let them in again is not.
            off = {name for name in ("is_active", "is_staff") if not getattr(obj, name)}
            fields |= {"username", "email"} | off
        return sorted(fields)

    def user_change_password(self, request, id, form_url=""):  # noqa: A002
        account = self.get_object(request, unquote(id))
        if (
            account is not None
            and self.has_change_permission(request, account)
            and not posts.may_touch(request.user, account)
        ):
            context = {"sentence": self.guarded(account), "account": account}
            return render_page(
                request, "admin/accounts/guarded.html", "不能改", context, status=403
            )
        return super().user_change_password(request, id, form_url)

    # What has to be confirmed

    def save_related(self, request, form, formsets, change):
        if change:
            self._hold_back(request, form)
        super().save_related(request, form, formsets, change)

    def _hold_back(self, request, form):
        """Take the posts that somebody else confirms out of what is saved, and ask for them."""
        account, asked = form.instance, []
        for name in ("groups", "user_permissions"):
            if name not in form.cleaned_data:
                continue
            chosen, has = form.cleaned_data[name], set(getattr(account, name).all())
            held_back = [
                each
                for each in chosen
                if each not in has and posts.must_be_confirmed(each, by=request.user)
            ]
            form.cleaned_data[name] = chosen.exclude(pk__in=[each.pk for each in held_back])
            asked += held_back
        for what in asked:
            row = posts.ask(what, account=account, by=request.user)
            messages.warning(request, _say_waits(row, what))
        form.asked = tuple(asked)

    def construct_change_message(self, request, form, formsets, add=False):
        if not isinstance(form, PasswordForm):
            return super().construct_change_message(request, form, formsets, add)
        own = form.user.pk == request.user.pk
        whose = "自己" if own else say_account(form.user)
        return [f"{say_actor(request)}改了{whose}的密码。"]

    def tell_changes(self, request, form):
        who, account, events = say_actor(request), form.instance, []
        name = say_account(account)
        given, taken = find_changes(form, "groups")
        events += [f"{who}让{name}担任“{group}”。" for group in given]
        events += [f"{who}免去了{name}的“{group}”。" for group in taken]
        given, taken = find_changes(form, "user_permissions")
        events += [f"{who}单独给了{name}权限“{say_permission(each)}”。" for each in given]
        events += [f"{who}收回了单独给{name}的权限“{say_permission(each)}”。" for each in taken]
        events += [f"{who}提请让{name}担任“{_say_post(what)}”，等人确认。" for what in form.asked]
        events += [
            who + words[0 if form.cleaned_data[field] else 1].format(name)
            for field, words in _SWITCHES.items()
            if field in form.changed_data
        ]
        if "username" in form.changed_data:
            events.append(f"{who}把账号“{form.initial['username']}”改名为“{account.username}”。")
        events += [
            f"{who}改了{name}的{label}。"
            for field, label in _FACTS.items()
            if field in form.changed_data
        ]
        return events

    # Columns and lines

    @admin.display(description="密码")
    def guarded(self, user):
        return (
            f"{say_account(user)}的岗位能签发稿件，用户名、密码和电子邮件只由本人改"
            "（登录后点右上角的“我的账号”），或者由担任签发岗位的人、超级用户来改。"
            "离了职的，可以停用账号。"
        )

    @admin.display(description="提请过的岗位")
    def requests(self, user):
        rows = user.post_requests.select_related("group", "permission", "asked_by", "decided_by")
        return format_html_join("", "<div>{}</div>", ((say_request(row),) for row in rows)) or "—"

    # Labels

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in _LABELS:
            field.label, field.help_text = _LABELS[db_field.name]
        return field

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name == "user_permissions":
            kwargs = offer_permissions(kwargs)
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "groups":
            field.label, field.queryset = "岗位", field.queryset.order_by("pk")
            field.help_text = "能签发的岗位，要由担任这个岗位的人在工作台上确认，确认以后才生效。"
        return field


def _say_undeletable(account: User) -> str:
    wrote = f"写过{n}篇稿件" if (n := account.articles.count()) else ""
    lines = Step.objects.filter(by=account).count() + account.security_events.count()
    had = "，".join(filter(None, (wrote, f"留痕{lines}条" if lines else "")))
    return (
        f"{say_account(account)}的账号不能删{f'：{had}' if had else ''}。账号只停用，不删除："
        "去掉“在用”再保存，就再也进不来，写过的、签过的都还在。同一个人有两个作者，请到“作者”里合并。"
    )


def _say_post(what: Group | Permission) -> str:
    return what.name if isinstance(what, Group) else say_permission(what)


def _say_waits(row, what):
    """What whoever asked is told: that nothing is given yet, and who can confirm it."""
    name, post = say_account(row.account), _say_post(what)
    others = posts.find_holders(what).exclude(pk__in=[row.account_id, row.asked_by_id])
    if not others:
        return (
            f"{name}还没有“{post}”：眼下没有能确认的人。"
            f"请在服务器上运行manage.py appoint {row.account.get_username()} {post}。"
        )
    people = "、".join(say_account(each) for each in others[:3])
    return f"{name}还没有“{post}”，已经提请：由{people}在工作台上确认以后生效。"
