import os
import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from articles import making, planning, roles, sealing
from articles.imports import sample
from articles.models import Article, Format, Issue

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

    def add_arguments(self, parser):
        parser.add_argument(
            "--issue",
            action="store_true",
            help="还没有一期时，另把稿件最多的一个月排版、制作、封存",
        )

    def handle(self, *, issue, **options):
        number = sample.load()
        self.stdout.write(f"示例报纸：新载入{number}篇。")
        if issue and not Issue.objects.exists():
            self._issue()
        if settings.DEBUG:
            self._accounts()

    def _issue(self):
        """The fullest month that is over, as a sealed issue that residents can leaf through."""
        this = timezone.localdate().replace(day=1)
        months = Article.objects.public().annotate(month=TruncMonth("publish_at"))
        counted = months.values("month").annotate(number=Count("pk")).order_by("-number", "-month")
        month = next((row["month"].date() for row in counted if row["month"].date() < this), None)
        if month is None:
            return
        issue = planning.plan(month)
        issue.responsible_editor = "沈砚秋"
        issue.save(update_fields=["responsible_editor"])
        issue.pages.update(proofreader="虞青禾")
        self.stdout.write(f"正在排印示例的{issue}，要十几秒……")
        try:
            for _ in making.make(issue, list(Format)):
                pass
            sealing.seal(issue, by=None)
        except (*making.REFUSALS, sealing.SealRefused) as why:
            self.stdout.write(f"示例的一期排好了版，还没有做成\N{FULLWIDTH COLON}{why}")
        except KeyboardInterrupt:
            issue.delete()  # half an issue would keep the next run from making a whole one
            raise

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
