import os
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.exports.office import record_month as months
from articles.exports.office.sheet import NoFonts
from articles.models import Proof, Step
from articles.text.months import BadMonth


class Command(BaseCommand):
    help = "导出一个月的全部留痕：ZIP里有留痕、校对两张表，和当月签发各稿的审签单。"

    def add_arguments(self, parser):
        parser.add_argument("month", metavar="月份", help="例如2026-11")
        parser.add_argument("--output", type=Path, required=True, metavar="文件.zip")

    def handle(self, *, month, output, **options):
        try:
            start, end = months.span(month)
        except BadMonth as why:
            raise CommandError(str(why)) from why
        if not output.parent.is_dir():
            raise CommandError(f"没有这个目录：{output.parent}")
        steps, proofs = (
            model.objects.filter(taken_at__gte=start, taken_at__lt=end) for model in (Step, Proof)
        )
        try:
            _write(output, steps, proofs)
        except NoFonts as why:
            raise CommandError(str(why)) from why
        except OSError as why:
            raise CommandError(f"写不了{output}：{why.strerror}") from why
        self.stdout.write(f"已导出{month}：留痕{steps.count()}条，校对{proofs.count()}次。{output}")


def _write(output, steps, proofs):
    """Beside the file first: there is a whole one or none, and an old one stays until then."""
    with NamedTemporaryFile(dir=output.parent, prefix=".", suffix=".zip", delete=False) as file:
        try:
            with tqdm(
                total=months.signed_off(steps).count(),
                unit="份",
                disable=not sys.stderr.isatty(),
            ) as bar:
                months.write(file, steps, proofs, tell=bar.update)
            file.close()
            os.replace(file.name, output)
        except BaseException:
            os.unlink(file.name)
            raise
