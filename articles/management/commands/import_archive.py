import gc
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.imports import archive
from articles.photos import PhotoNotStored

SHOWN = 50


class Command(BaseCommand):
    help = (
        "旧稿入库：JSONL（一行一篇）、WordPress导出的XML，或其中一种和图片的ZIP；"
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
        usual = gc.get_threshold()
        gc.set_threshold(100_000)  # a sixth of the time went into looking for garbage
        try:
            with (
                archive.open_archive(file, pictures) as opened,
                tqdm(unit="B", unit_scale=True, disable=not sys.stderr.isatty()) as bar,
            ):
                for outcome in _load(opened, bar, publish):
                    bar.set_postfix_str(f"{outcome.created}篇")
        except (archive.ArchiveRefused, PhotoNotStored) as why:
            if outcome.created or outcome.known or outcome.bad:
                self._tell(outcome, report)
            done = f"已入库{outcome.created}篇。" if outcome.created else ""
            raise CommandError(f"{str(why).removesuffix('。')}。{done}") from why
        finally:
            gc.set_threshold(*usual)
        self._tell(outcome, report)

    def _tell(self, outcome, report):
        notes = [(n, f"{outcome.name(n)}：{why}") for n, why in outcome.notes]
        bad = [
            (n, f"{outcome.name(n)}没有入库：{why}".removeprefix("没有入库："))
            for n, why in outcome.bad
        ]
        left_out = "、".join(f"{what}{count}个" for what, count in outcome.left_out.most_common())
        counted = [*_say_numbers("{}，留作草稿{}篇：{}", outcome.drafts, SHOWN)]
        counted += [f"没有收：{left_out}。"] if left_out else []
        unit = "行" if outcome.label.endswith("行") else "篇"
        if report:
            told = sorted((*notes, *bad), key=lambda each: each[0])
            doubts = _say_numbers("请核对：{}的{}篇：{}", outcome.doubts)
            whole = (*(said for _, said in told), *counted, *doubts)
            text = "".join(f"{said}\n" for said in whole)
            try:
                report.write_text(text, encoding="utf-8")
            except OSError as why:
                raise CommandError(f"写不了{report}：{why.strerror}") from why
        for _, said in (*notes[:SHOWN], *bad[:SHOWN]):
            self.stderr.write(said)
        if len(notes) > SHOWN:
            more = len(notes) - SHOWN
            self.stderr.write(f"另有{more}处要核对的，加上--report 文件名就全写进文件。")
        if len(bad) > SHOWN:
            numbers = "、".join(str(number) for number, _ in bad[SHOWN:])
            what = "这些行" if unit == "行" else "这些文章"
            self.stderr.write(f"另有{what}没有入库：{numbers}")
        for said in counted:
            self.stderr.write(said)
        pictures = f"，收图片{outcome.photos}幅" if outcome.photos else ""
        self.stdout.write(
            f"入库{outcome.created}篇，原已有{outcome.known}篇，"
            f"没有入库{len(outcome.bad)}{unit}{pictures}。"
        )
        for said in _say_numbers("请核对：{}的{}篇：{}", outcome.doubts, SHOWN):
            self.stdout.write(said)


def _say_numbers(sentence, found, most=None):
    """A sentence for each reason, with the numbers of the articles (so many at most)."""
    for why, numbers in found.items():
        listed = "、".join(map(str, numbers[:most])) + "……" * (
            len(numbers) > (most or len(numbers))
        )
        yield sentence.format(why, len(numbers), listed)


def _load(opened, bar, publish):
    if opened.kind == "wordpress":
        bar.total = 2 * opened.size
        yield from archive.load_wordpress(opened, publish=publish, tell=bar.update)
        return
    bar.total = opened.size
    with opened.open() as text:
        lines = _Lines(archive.read_lines(text, bar.update))
        for outcome in archive.load(lines, publish=publish, find=opened.find):
            if lines.foreign and lines.foreign == lines.read:
                continue
            yield outcome
    if lines.foreign and lines.foreign == lines.read:
        raise archive.ArchiveRefused("文件不是UTF-8，请另存为UTF-8后再运行一次")


class _Lines:
    """Passes the lines on and counts them, and those that are not UTF-8."""

    def __init__(self, lines):
        self._lines, self.read, self.foreign = lines, 0, 0

    def __iter__(self):
        for line in self._lines:
            self.read += isinstance(line, archive.BadLine) or bool(line.strip())
            self.foreign += isinstance(line, archive.NotUtf8)
            yield line
