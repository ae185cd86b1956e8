from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles import events, posts
from articles.models import SecurityEvent


class Command(BaseCommand):
    help = "任命：给一个账号岗位。第一位总编这样任命，以后的由担任的人在工作台上确认。"

    def add_arguments(self, parser):
        parser.add_argument("username", metavar="用户名")
        parser.add_argument("post", metavar="岗位", help="如总编")
        parser.add_argument("--anyway", action="store_true", help="已经有人担任，也照样任命")

    @transaction.atomic
    def handle(self, username, post, *, anyway, **options):
        account = User.objects.filter(username=username).first()
        if account is None:
            raise CommandError(f"没有用户名是“{username}”的账号，请先在后台的账号里新建。")
        group = Group.objects.filter(name=post).first()
        if group is None:
            known = "、".join(Group.objects.order_by("pk").values_list("name", flat=True))
            raise CommandError(f"没有“{post}”这个岗位。有的是：{known}。")
        try:
            done = posts.appoint(account, group, anyway=anyway)
        except posts.PostRefused as why:
            raise CommandError(str(why)) from why
        sentence = f"{'绕过现任，' if anyway else ''}在服务器上用命令任命：{''.join(done)}"
        LogEntry.objects.log_actions(
            user_id=account.pk,
            queryset=[account],
            action_flag=CHANGE,
            change_message=sentence,
            single_object=True,
        )
        events.note(SecurityEvent.Kind.POST, sentence, account=account)
        self.stdout.write("".join(done))
