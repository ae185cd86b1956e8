from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from articles.accounts import erasing
from articles.review import trashing


class Command(BaseCommand):
    help = "清除过了期的个人信息；给了--account，清除一个已停用的账号用不着的。留痕不动。"

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=erasing.KEPT_DAYS, metavar="天数")
        parser.add_argument("--account", metavar="用户名")

    def handle(self, *, days, account, **options):
        try:
            if account is None:
                found = erasing.erase_old(days)
                trashing.sweep()
                said = "、".join(f"{name}{number}条" for name, number in found.items())
                self.stdout.write(f"已清除：{said}。")
                return
            row = User.objects.filter(username=account).first()
            if row is None:
                raise CommandError(f"没有用户名是“{account}”的账号。")
            erasing.erase_person(row)
        except erasing.ErasureRefused as why:
            raise CommandError(str(why)) from why
        self.stdout.write(f"已清除{account}的个人信息。姓名和留痕照旧。")
