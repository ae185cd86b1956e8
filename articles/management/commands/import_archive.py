import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.imports import archive
from articles.photos import PhotoNotStored

SHOWN = 50


class Command(BaseCommand):
    help = (
        "旧稿入库：JSONL（一行一篇），或JSONL和图片的ZIP；"
        "可以反复运行，同一编号只入一次，中断了再运行就接着做。"
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--publish", action="store_true", help="有日期的稿件直接公开")
        parser.add_argument(
            "--pictures", type=Path, metavar="文件夹或ZIP", help="图片不在文件旁边时，在哪里"
        )
        parser.add_argument(
            "--report", type=Path, metavar="文件", help="没有收的和要核对的，一行一条，全写进去"
        )

    def handle(self, *, file, publish, pictures, report, **options):
        if not file.is_file():
            raise CommandError(f"没有这个文件：{file}")
        outcome = archive.Outcome()
        try:
            with (
                archive.open_archive(file, pictures) as opened,
                opened.open() as text,
                tqdm(
                    total=opened.size, unit="B", unit_scale=True, disable=not sys.stderr.isatty()
                ) as bar,
            ):
                lines = _Lines(archive.read_lines(text, bar.update))
                for outcome in archive.load(lines, publish=publish, find=opened.find):
                    bar.set_postfix_str(f"{outcome.created}篇")
        except (archive.ArchiveRefused, PhotoNotStored) as why:
            if outcome.created or outcome.known or outcome.bad:
                self._tell(outcome, report)
            done = f"已入库{outcome.created}篇。" if outcome.created else ""
            raise CommandError(f"{str(why).removesuffix('。')}。{done}") from why
        if lines.foreign and lines.foreign == lines.read:
            raise CommandError("文件不是UTF-8，请另存为UTF-8后再运行一次。")
        self._tell(outcome, report)

    def _tell(self, outcome, report):
        told = [
            *((number, f"第{number}行：{why}") for number, why in outcome.notes),
            *((number, f"第{number}行没有入库：{why}") for number, why in outcome.bad),
        ]
        if report:
            text = "".join(f"{said}\n" for _, said in sorted(told, key=lambda each: each[0]))
            try:
                report.write_text(text, encoding="utf-8")
            except OSError as why:
                raise CommandError(f"写不了{report}：{why.strerror}") from why
        for number, why in outcome.notes[:SHOWN]:
            self.stderr.write(f"第{number}行：{why}")
        if len(outcome.notes) > SHOWN:
            self.stderr.write(
                f"另有{len(outcome.notes) - SHOWN}处要核对的，加上--report 文件名就全写进文件。"
            )
        for number, why in outcome.bad[:SHOWN]:
            self.stderr.write(f"第{number}行没有入库：{why}")
        if len(outcome.bad) > SHOWN:
            numbers = "、".join(str(number) for number, _ in outcome.bad[SHOWN:])
            self.stderr.write(f"另有这些行没有入库：{numbers}")
        pictures = f"，收图片{outcome.photos}幅" if outcome.photos else ""
        self.stdout.write(
            f"入库{outcome.created}篇，原已有{outcome.known}篇，"
            f"没有入库{len(outcome.bad)}行{pictures}。"
        )


class _Lines:
    """The lines on their way, with how many there were and how many were not UTF-8."""

    def __init__(self, lines):
        self._lines, self.read, self.foreign = lines, 0, 0

    def __iter__(self):
        for line in self._lines:
            self.read += isinstance(line, archive.BadLine) or bool(line.strip())
            self.foreign += isinstance(line, archive.NotUtf8)
            yield line
