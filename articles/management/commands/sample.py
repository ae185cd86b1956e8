import os
import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.management.base import BaseCommand

from articles.imports import sample

#: Demo accounts: user name, name in print, post, permissions of the articles app (None: all).
ACCOUNTS = (
    ("correspondent", "费知夏", "通讯员", ("add_article", "change_article", "view_article")),
    ("editor", "沈砚秋", "责任编辑", None),
    ("desk", "杜衡之", "部门主任", None),
    ("chief", "顾长宁", "总编", None),
    ("staff", "虞青禾", "出版", ("view_article", "handle_article")),
    ("admin", "管理员", "管理员", None),
)


class Command(BaseCommand):
    help = "载入示例报纸《今日临江》；在DEBUG下另建演示账号。可以反复运行。"

    def handle(self, **options):
        number = sample.load()
        self.stdout.write(f"示例报纸：新载入{number}篇。")
        if settings.DEBUG:
            self._accounts()

    def _accounts(self):
        users = get_user_model()
        password = os.environ.get("SAMPLE_PASSWORD") or _kept_password()
        for username, name, _post, permissions in ACCOUNTS:
            user, made = users.objects.get_or_create(
                username=username,
                defaults={
                    "first_name": name,  # whole: get_full_name() puts it first
                    "is_staff": True,
                    "is_superuser": username == "admin",
                },
            )
            if made:
                user.set_password(password)
                user.save(update_fields=["password"])
                granted = Permission.objects.filter(content_type__app_label="articles")
                if permissions is not None:
                    granted = granted.filter(codename__in=permissions)
                user.user_permissions.set(granted)
        names = "、".join(f"{username}（{post}）" for username, _, post, _ in ACCOUNTS)
        self.stdout.write(f"演示账号：{names}\n密码：{password}")


def _kept_password():
    """A random password, the same at each run on this machine, readable by its owner only."""
    path = settings.VAR_DIR / "demo-password"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(9))
    return path.read_text()
