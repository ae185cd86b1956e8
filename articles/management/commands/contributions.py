import os
import unicodedata
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.management.base import CommandError

from articles import statistics
from articles.exports.data import contributions
from articles.management.arguments import add_month, read_month
from articles.management.in_time import InTimeCommand


class Command(InTimeCommand):
    help = "用稿统计：一个月里每人、每单位、每专栏、每地点送稿多少、采用多少、积多少分。"

    def add_arguments(self, parser):
        add_month(parser)
        parser.add_argument("--format", choices=["xlsx", "csv", "json"], help="不写则列在屏幕上")
        parser.add_argument(
            "--output", type=Path, metavar="文件", help="xlsx不写则存为“用稿统计-月份.xlsx”"
        )

    def handle(self, *, month, format, output, **options):  # noqa: A002  the option's name
        found = statistics.of_month(read_month(month))
        if format == "xlsx" and output is None:
            output = Path(f"用稿统计-{month}.xlsx")
        content = _content(found, format)
        if output is None:
            self.stdout.write(content.decode(), ending="")
            return
        if not output.parent.is_dir():
            raise CommandError(f"没有这个目录：{output.parent}")
        try:
            _write(output, content)
        except OSError as why:
            raise CommandError(f"写不了{output}：{why.strerror}") from why
        self.stdout.write(f"已存{output}。")


def _content(month, form):
    if form == "xlsx":
        return contributions.make_xlsx(month, statistics.adjustments(month))
    if form == "csv":
        return contributions.make_csv(month).encode()
    if form == "json":
        return contributions.make_json(month, statistics.adjustments(month)).encode()
    return _screen(month).encode()


def _write(output, content):
    """Write to a temporary file and rename it, so that no incomplete file is ever left."""
    with NamedTemporaryFile(dir=output.parent, prefix=".", delete=False) as file:
        try:
            file.write(content)
            file.close()
            os.replace(file.name, output)
        except BaseException:
            os.unlink(file.name)
            raise


def _screen(month):
    total = month.totals
    lines = [
        f"{month.month}用稿统计{'（已冻结）' if month.frozen else ''}",
        f"送稿{total.submitted}篇，采用{total.used}篇，采用率{statistics.percent(total.rate)}",
    ]
    for by, (kind, _) in contributions.KINDS.items():
        rows = statistics.rank_rows(month.rows(by))
        lines += ["", _line([f"按{kind}", *contributions.NUMBERS])]
        lines += [_line([row.name, *_numbers(row)]) for _, row in rows] or ["（没有）"]
    return "\n".join([*lines, ""])


def _numbers(row):
    for name in contributions.NUMBERS.values():
        if name == "rate":
            yield statistics.percent(row.rate)
        else:
            yield statistics.say_number(getattr(row, name), 0 if name == "characters" else 1)


def _line(cells):
    name, *numbers = cells
    return (
        name
        + " " * max(1, 26 - _width(name))
        + "".join(" " * max(1, 9 - _width(text)) + text for text in numbers)
    )


def _width(text):
    """The width in terminal columns, two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)
