import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles import backup
from articles.management.backups import identities_of, say_checked


class Command(BaseCommand):
    help = "从备份恢复数据库和全部图片、文件：先整份核对，再恢复，逐行逐个文件比过才换上。"
    requires_system_checks = []  # on a machine that has nothing yet

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="文件")
        parser.add_argument("--check", action="store_true", help="只核对，什么也不动")
        parser.add_argument("--identity", type=Path, metavar="文件", help="加密的备份要用的私钥")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="这里已经有稿件或文件也恢复；原来的移到旁边，不删",
        )

    def handle(self, *, file, check, identity, replace, **options):
        try:
            keys = identities_of(identity)
            with tqdm(unit="B", unit_scale=True, disable=not sys.stderr.isatty()) as bar:
                if check:
                    found = backup.check(file, keys, bar.update)
                else:
                    done = backup.restore(file, keys, replace=replace, tell=bar.update)
        except backup.BackupRefused as why:
            raise CommandError(str(why)) from why
        if check:
            self.stdout.write(say_checked(found))
            return
        self.stdout.write(
            f"已恢复：{done.backup.rows}行，{done.backup.files}个文件，逐行逐个比过，和备份一样。"
        )
        for aside in filter(None, (done.former_database, done.former_media)):
            self.stdout.write(f"原来的在{aside}，确认恢复无误后可以删去。")
        self.stdout.write("请再运行manage.py verify，核对签发的稿件。")
