import os
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.management.base import BaseCommand
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from articles import making, planning, sealing
from articles.imports import demo, sample
from articles.models import Article, Format, Issue
from articles.text.months import Month


class Command(BaseCommand):
    help = "载入示例报纸《今日临江》；在DEBUG下另建演示账号和他们手上的稿件。可以反复运行。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--issue",
            action="store_true",
            help="还没有一期时，另把稿件最多的两个月里较早的一个月排版、制作、封存，较晚的排好版",
        )

    def handle(self, *, issue, **options):
        number = sample.load()
        self.stdout.write(f"示例报纸：新载入{number}篇。")
        if issue and not Issue.objects.exists():
            self._issue()
        if settings.DEBUG:
            self._accounts()

    def _issue(self):
        """Of the two fullest months the earlier, as a sealed issue that residents can leaf through;
        the later goes on the board."""
        months = Article.objects.public().annotate(month=TruncMonth("publish_at"))
        counted = months.values("month").annotate(number=Count("pk")).order_by("-number", "-month")
        fullest = sorted(Month.of(timezone.localtime(row["month"])) for row in counted[:2])
        if not fullest or fullest[0] >= Month.of(timezone.localdate()):
            return
        month, last = fullest[0], fullest[-1]
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
        if last > month:
            self._open_issue(last)

    def _open_issue(self, month):
        """On the board with its pages drawn, so that there is an issue to be moved; it closes in
        two days, which every desk counts down to."""
        issue = planning.plan(month)
        issue.closes_at = timezone.localtime().replace(hour=18, minute=0, second=0, microsecond=0)
        issue.closes_at += timedelta(days=2)
        issue.save(update_fields=["closes_at"])
        wide = issue.placements.filter(page__isnull=False, article__photos__width__gte=1000).first()
        if wide:
            planning.choose_photo_size(
                issue, wide.article, wide.PhotoSize.TWO, by=None, revision=issue.revision
            )
        try:
            for _ in making.make(issue, [Format.PDF]):
                pass
        except making.REFUSALS as why:
            self.stdout.write(f"{issue}排好了版，还没有样张\N{FULLWIDTH COLON}{why}")

    def _accounts(self):
        """The demo accounts with their work, and what opens them.

        A password that is given becomes theirs. Without one, what somebody set since stays.
        """
        given = os.environ.get("SAMPLE_PASSWORD")
        password = given or _kept_password()
        accounts = demo.open_accounts(password, reset=bool(given))
        try:
            if number := demo.load(accounts):
                self.stdout.write(f"演示账号手上的稿件：新载入{number}篇。")
        except demo.DemoRefused as why:
            refused = f"演示账号手上的稿件没有载入，这里的设置或岗位不许：{why}"
            self.stdout.write(refused)
        self._say_what_opens(accounts.values(), password)

    def _say_what_opens(self, accounts, password):
        right = {each: check_password(password, each) for each in {a.password for a in accounts}}
        shut = [each for each in accounts if not (each.is_active and each.is_staff)]
        others = [each for each in accounts if each not in shut and not right[each.password]]
        opened = [each for each in accounts if each not in (*shut, *others)]
        if opened:
            self.stdout.write(f"演示账号：{_named(opened)}")
            self.stdout.write(f"密码：{password}")
        if others:
            self.stdout.write(
                f"另设过密码的演示账号，密码照旧：{_named(others)}\n"
                "忘了就运行SAMPLE_PASSWORD=新密码 make run，演示账号全部换成这个新密码。"
            )
        if shut:
            self.stdout.write(f"停用了的演示账号，没有动：{_named(shut)}")


def _named(accounts):
    return "、".join(f"{each.username}（{demo.POSTS[each.username]}）" for each in accounts)


def _kept_password():
    """A random password, kept for later runs in a file that only its owner can read."""
    path = settings.VAR_DIR / "demo-password"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(9))
    return path.read_text()
