import os
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.management.base import CommandError
from tqdm import tqdm

from articles.exports.office import record_month
from articles.exports.office.sheet import NoFonts
from articles.management.arguments import add_month, read_month
from articles.management.in_time import InTimeCommand
from articles.models import Judgement, Proof, Step, period


class Command(InTimeCommand):
    help = "导出一个月的全部留痕：ZIP里有留痕、校对、裁定三张表，和当月签发各稿的审签单。"

    def add_arguments(self, parser):
        add_month(parser)
        parser.add_argument("--output", type=Path, required=True, metavar="文件.zip")

    def handle(self, *, month, output, **options):
        within = period(*read_month(month).span, of="taken_at")
        if not output.parent.is_dir():
            raise CommandError(f"没有这个目录：{output.parent}")
        lines = [model.objects.filter(within) for model in (Step, Proof, Judgement)]
        try:
            _write(output, *lines)
        except NoFonts as why:
            raise CommandError(str(why)) from why
        except OSError as why:
            raise CommandError(f"写不了{output}：{why.strerror}") from why
        steps, proofs, judgements = (each.count() for each in lines)
        self.stdout.write(
            f"已导出{month}：留痕{steps}条，校对{proofs}次，裁定{judgements}条。{output}"
        )


def _write(output, steps, *others):
    """Write to a temporary file and rename it, so that no incomplete file is ever left."""
    with NamedTemporaryFile(dir=output.parent, prefix=".", suffix=".zip", delete=False) as file:
        try:
            with tqdm(
                total=record_month.find_signed_off(steps).count(),
                unit="份",
                disable=not sys.stderr.isatty(),
            ) as bar:
                record_month.write(file, steps, *others, tell=bar.update)
            file.close()
            os.replace(file.name, output)
        except BaseException:
            os.unlink(file.name)
            raise
