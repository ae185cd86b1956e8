import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles import backup


class Command(BaseCommand):
    help = "做一对加密备份用的钥匙（age）：私钥写进文件，公钥显示出来。私钥不要放在这台服务器上。"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "file", type=Path, metavar="文件", help="私钥写到哪里；已有的文件不盖掉"
        )

    def handle(self, *, file, **options):
        private, public = backup.make_key()
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as why:
            raise CommandError(f"写不了{file}：已经有这个文件，或者文件夹不让写。") from why
        with open(handle, "w", encoding="ascii") as out:
            out.write(f"# public key: {public}\n{private}\n")
        self.stdout.write(public)
        self.stderr.write(
            f"私钥在{file}。请移到别处保管（U盘、密码管理器，两处以上）："
            "没有它，加密的备份谁也打不开。"
        )
