import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.imports import archive

SHOWN = 50


class Command(BaseCommand):
    help = "旧稿入库：JSONL，一行一篇；可以反复运行，同一编号只入一次。"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--publish", action="store_true", help="有日期的稿件直接公开")

    def handle(self, *, file, publish, **options):
        if not file.is_file():
            raise CommandError(f"没有这个文件：{file}")
        if file.suffix.lower() == ".xml":
            raise CommandError("WordPress的XML还不能导入，请先转成JSONL。")
        outcome = archive.Outcome()
        try:
            with (
                file.open(encoding="utf-8-sig") as lines,
                tqdm(
                    total=file.stat().st_size,
                    unit="B",
                    unit_scale=True,
                    disable=not sys.stderr.isatty(),
                ) as bar,
            ):
                for outcome in archive.load(_counted(lines, bar), publish=publish):
                    bar.set_postfix_str(f"{outcome.created}篇")
        except UnicodeDecodeError as error:
            raise CommandError(
                f"文件不是UTF-8，已入库{outcome.created}篇。请另存为UTF-8后再运行一次。"
            ) from error
        for number, why in outcome.notes[:SHOWN]:
            self.stderr.write(f"第{number}行：{why}")
        for number, why in outcome.bad[:SHOWN]:
            self.stderr.write(f"第{number}行没有入库：{why}")
        if len(outcome.bad) > SHOWN:
            numbers = "、".join(str(number) for number, _ in outcome.bad[SHOWN:])
            self.stderr.write(f"另有这些行没有入库：{numbers}")
        self.stdout.write(
            f"入库{outcome.created}篇，原已有{outcome.known}篇，没有入库{len(outcome.bad)}行。"
        )


def _counted(lines, bar):
    for line in lines:
        bar.update(len(line.encode()))
        yield line
