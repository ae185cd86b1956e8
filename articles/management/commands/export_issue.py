import os
import shutil
import signal
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles import making, planning
from articles.management.arguments import add_month, read_month
from articles.models import Format, Issue


class Command(BaseCommand):
    help = "导出一期：做成各种成品，存进本期；封存了的一期给出封存的那一份。同一期总是同样的字节。"

    def add_arguments(self, parser):
        add_month(parser)
        parser.add_argument(
            "--formats",
            default=",".join(Format.values),
            metavar="成品",
            help=f"用逗号隔开，不写就是全部：{','.join(Format.values)}",
        )
        parser.add_argument(
            "--output", type=Path, metavar="目录", help="另存一份到这个目录，没有就建一个"
        )

        parser.add_argument(
            "--check", action="store_true", help="逐条列出报纸各版不合拼版规矩的地方"
        )

    def handle(self, *, month, formats, output, check, **options):
        issue = _issue(month)
        chosen = _with_pictures(issue, _formats(formats))
        if output:
            try:
                output.mkdir(parents=True, exist_ok=True)
            except OSError as why:
                raise CommandError(f"不能建立这个目录：{output}") from why
        try:
            with (
                _ended_like_interrupted(),
                tqdm(unit="篇", disable=not sys.stderr.isatty()) as bar,
            ):
                for file, content in making.deliver(issue, chosen, progress=_Shown(bar)):
                    if output:
                        _write(output / file.name, content)
                    with bar.external_write_mode(file=sys.stdout):
                        self.stdout.write(f"{file.name}\t{file.size}\t{file.digest}")
        except making.REFUSALS as why:
            raise CommandError(str(why)) from why
        except OSError as why:
            raise CommandError(f"写不了文件：{why.filename}，{why.strerror}") from why
        except KeyboardInterrupt:
            raise CommandError("已取消，没有留下半个文件。", returncode=130) from None
        if Format.PDF in chosen:
            self._tell_make_up(issue, in_full=check)
            self._tell_pages(issue)

    def _tell_make_up(self, issue, *, in_full):
        """The rules of make-up that the newspaper's pages break: a line each, or their number."""
        lines = [
            f"第{page.number}版\t{each['rule']}\t"
            + (f"稿号{each['article']}\t" if each["article"] else "整版\t")
            + each["told"]
            for page in issue.pages.order_by("number")
            for each in page.breaches
        ]
        if in_full:
            self.stdout.write("\n".join(lines or ["拼版规矩各版都合。"]))
        elif lines:
            self.stderr.write(f"拼版有{len(lines)}处不合规矩，加--check逐条列出。")

    def _tell_pages(self, issue):
        """Fewer or more pages that the board proposes: nothing moves by itself."""
        if issue.sealed_at:
            return
        for each in planning.list_open(issue, planning.board(issue)):
            self.stderr.write(f"{each.told}要改就在排版台上按“改排{each.pages}版”。")


def _issue(month):
    issue = Issue.objects.filter(month=read_month(month).first).first()
    if issue is None:
        raise CommandError(f"还没有{month}这一期，请先运行plan_issue {month}。")
    return issue


def _formats(text):
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in Format.values]
    if unknown or not names:
        raise CommandError(
            f"不认得的成品：{'、'.join(unknown) or '（空）'}。可以选{'、'.join(Format.values)}。"
        )
    return [Format(name) for name in names]


def _with_pictures(issue, chosen):
    """Archive lines that are asked for come with the ZIP that can be imported again.

    An issue that was sealed before there was such a ZIP has none.
    """
    name = Format.ARCHIVE.file_name(issue.slug)
    if Format.JSONL not in chosen:
        return chosen
    if issue.sealed_at and not issue.files.filter(name=name).exists():
        return [each for each in chosen if each != Format.ARCHIVE]
    return [*chosen, Format.ARCHIVE]


@contextmanager
def _ended_like_interrupted():
    """Let SIGTERM clean up as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class _Shown:
    """Shows progress as a bar on a terminal."""

    def __init__(self, bar):
        self._bar = bar

    def __call__(self, progress):
        self._bar.total = progress.total
        self._bar.set_description(progress.doing.label, refresh=False)
        self._bar.update(progress.done - self._bar.n)


def _write(path, content):
    """Write to a temporary file and rename it, so that no incomplete file is ever left."""
    with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        try:
            shutil.copyfileobj(content, file)
            file.close()
            os.chmod(file.name, 0o644)
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise
