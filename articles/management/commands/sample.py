import os
import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand

from articles import roles
from articles.imports import sample

#: Demo accounts: user name, name in print, role.
ACCOUNTS = (
    ("correspondent", "费知夏", roles.CORRESPONDENT),
    ("editor", "沈砚秋", roles.EDITOR),
    ("desk", "杜衡之", roles.DESK),
    ("chief", "顾长宁", roles.CHIEF),
    ("staff", "虞青禾", roles.STAFF),
    ("admin", "管理员", roles.ADMINISTRATOR),
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
        for username, name, role in ACCOUNTS:
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
                user.groups.add(Group.objects.get(name=role))
        names = "、".join(f"{username}（{post}）" for username, _, post in ACCOUNTS)
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
