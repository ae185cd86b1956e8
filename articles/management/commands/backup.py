import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles import backup
from articles.management.backups import identities_of, say_checked, say_size


class Command(BaseCommand):
    help = "把数据库和全部图片、文件备份成一个文件；网站照常运行。写完自动核对一遍。"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="文件", help="写到哪里；已有的文件不盖掉")
        parser.add_argument(
            "--recipient",
            action="append",
            default=[],
            metavar="公钥",
            help="加密给这个age或ssh公钥，或一个公钥文件；可以给几个",
        )
        parser.add_argument(
            "--check", action="store_true", help="不备份，只把已有的这份备份从头到尾核对一遍"
        )
        parser.add_argument("--identity", type=Path, metavar="文件", help="核对加密的备份用的私钥")

    def handle(self, *, file, recipient, check, identity, **options):
        try:
            with tqdm(unit="B", unit_scale=True, disable=not sys.stderr.isatty()) as bar:
                if check:
                    self._check(file, identity, bar)
                else:
                    self._write(file, recipient, bar)
        except backup.BackupRefused as why:
            raise CommandError(str(why)) from why

    def _check(self, file, identity, bar):
        found = backup.check(file, identities_of(identity), bar.update)
        bar.close()
        self.stdout.write(say_checked(found))

    def _write(self, file, recipient, bar):
        done = backup.write_backup(file, backup.read_recipients(recipient), bar.update)
        bar.close()
        locked = "，已加密" if done.encrypted else ""
        self.stdout.write(
            f"已备份：{done.rows}行，{done.files}个文件，{say_size(done.size)}{locked}。"
        )
        self.stdout.write(f"SHA-256：{done.digest}")
        if done.missing:
            self.stderr.write(
                f"有{done.missing}个文件数据库里记着、文件夹里没有，备份里也就没有。"
                "运行manage.py verify看看是哪些。"
            )
