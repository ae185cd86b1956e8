from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from articles import events
from articles.accounts import factors, letters, sessions
from articles.models import SecurityEvent
from articles.posts import say_account


class Command(BaseCommand):
    help = "手机丢了又没有恢复码：当面核对是本人以后，去掉账号的两步验证，让本人重新设。"

    def add_arguments(self, parser):
        parser.add_argument("username", metavar="用户名")

    def handle(self, username, **options):
        account = User.objects.filter(username=username).first()
        if account is None:
            raise CommandError(f"没有用户名是“{username}”的账号。")
        if not factors.reset(account):
            raise CommandError(f"{say_account(account)}没有开两步验证，不用重设。")
        sessions.end_all(account)
        sentence = f"在服务器上用命令去掉了{say_account(account)}的两步验证。"
        events.note(SecurityEvent.Kind.FACTOR, sentence, account=account)
        letters.tell_changed(account, "管理员在服务器上去掉了您的两步验证，请重新设。")
        self.stdout.write(f"{sentence}本人下次登录只要密码；必须有两步验证的，登录时先设好。")
