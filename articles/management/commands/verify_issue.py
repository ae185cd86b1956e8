from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles import sealing


class Command(BaseCommand):
    help = "核对文件是不是封存时的那一份，或出具过的审签单。有一个不是，退出码就不是0。"

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="文件")

    def handle(self, *, files, **options):
        wrong = 0
        for path in files:
            try:
                verdict = sealing.verify(path.name, path.read_bytes())
            except OSError:
                verdict = sealing.Verdict(False, "读不到这个文件")
            wrong += not verdict.as_sealed
            self.stdout.write(f"{path}\N{FULLWIDTH COLON}{verdict.text}")
        if wrong:
            raise CommandError(f"{wrong}个文件与封存的不符，见上。")
