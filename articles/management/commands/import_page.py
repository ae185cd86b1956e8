import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.imports.acts import ImportRefused, say_lines
from articles.imports.decoding import decode
from articles.imports.kinds import FileKind, find_kind
from articles.management.arguments import read_day, read_file
from articles.models import absolute_url
from articles.text import body
from articles.text.headline import UNTITLED
from articles.text.page import as_contract, read_page
from articles.text.page.places import letter
from articles.text.page.reading import BODY, Reading


class Command(BaseCommand):
    help = "版面文字建成草稿；一行也不丢，什么也不发布。"
    # --dry-run works without any database.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "files",
            metavar="文件",
            nargs="+",
            help="一个版面的文字（.txt）、PDF、版面的照片，或存下的数字报网页",
        )
        parser.add_argument("--date", help="出版日期，例如2023-11-09")
        parser.add_argument("--page", type=int, help="版次")
        parser.add_argument("--campaigns", action="store_true", help="为不认得的栏题新建专栏")
        parser.add_argument("--dry-run", action="store_true", help="只读不建，不碰数据库")
        parser.add_argument("--json", action="store_true", help="以JSON输出，一个文件一行")

    def handle(self, *, files, **options):
        refused = 0
        for file in files:
            try:
                self._read(file, **options)
            except CommandError as why:
                if len(files) == 1:
                    raise
                refused += 1
                self._refuse(file, str(why), options["json"])
        if refused:
            raise CommandError(f"有{refused}个文件没有读。")

    def _refuse(self, file, why, as_json):
        """One of several files: the others are read all the same."""
        if as_json:
            nothing = {"stories": [], "furniture": [], "unplaced": [], "error": why}
            self.stdout.write(json.dumps(nothing, ensure_ascii=False))
        self.stderr.write(f"{file}\N{FULLWIDTH COLON}{why}")

    def _read(self, file, *, date, page, campaigns, dry_run, **options):
        data = self._data(file)
        issued_on = read_day("--date", date)
        if page is not None and not 1 <= page <= 999:
            raise CommandError("--page是版次，要写1到999之间的数字。")
        if find_kind(data) in (FileKind.PDF, FileKind.PICTURE):
            facts = {"issued_on": issued_on, "page": page, "campaigns": campaigns}
            self._pdf(data, Path(file).stem[:60], options["json"], dry_run=dry_run, **facts)
            return
        text = self._text(file, data)
        if dry_run:
            self._print(read_page(text), options["json"])
            return
        try:
            row, made = self._import(
                text, campaigns, title=Path(file).stem[:80], issued_on=issued_on, page=page
            )
        except ImportRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        reading = Reading.from_json(row.reading)
        facts = {"page": row.pk, "articles": [article.pk for article in made]}
        self._print(reading, options["json"], facts)
        self._report(row, reading, made)

    @transaction.atomic
    def _import(self, text, campaigns, **facts):
        # Reading alone does not wait for what drafts need.
        from articles.imports.pages import SamePage, create_drafts, take_in  # noqa: PLC0415

        try:
            row = take_in(text, by=None, **facts)
        except SamePage as same:
            row = same.pages[0]
            self.stderr.write(f"{same}不再另建；还没有建的稿件接着建。")
        made = create_drafts(row, by=None, campaigns=campaigns, unfinished=True)
        row.refresh_from_db()
        return row, made

    def _pdf(self, data, title, as_json, *, dry_run, campaigns, **facts):
        """Read a PDF or a photo of a page, and make drafts of each page with its photos."""
        # A page of text does not wait until PDFium is loaded.
        from articles.text.layout import PdfRefused, add_up  # noqa: PLC0415
        from articles.text.scans import wrap_photo  # noqa: PLC0415

        try:
            if find_kind(data) == FileKind.PICTURE:
                data = wrap_photo(data)
            if dry_run:
                self._read_only(data, as_json)
                return
        except PdfRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        rows = self._take_in(data, title, facts)
        made = {row: self._create(row, campaigns) for row in rows}
        if as_json:
            articles = [article.pk for each in made.values() for article in each]
            more = {"pages": [row.pk for row in made], "articles": articles}
            sheets = [(row.sheet, Reading.from_json(row.reading)) for row in made]
            self._print(None, as_json, more, contract=add_up(sheets))
        for row, drafts in made.items():
            reading = Reading.from_json(row.reading)
            if not as_json:
                self._print(reading, as_json)
            self._report(row, reading, drafts)

    def _read_only(self, data, as_json):
        """What an import would keep, the parts of a story on several pages joined. No database."""
        from articles.text import layout  # noqa: PLC0415
        from articles.text.scans import find_recogniser  # noqa: PLC0415

        recognise = find_recogniser()
        sheets = layout.read_sheets(data, recognise)
        if not any(sheet.text for sheet in sheets):
            refused = layout.NOTHING_SEEN if recognise else layout.ONLY_PICTURES
            raise layout.PdfRefused(refused)
        for joined in layout.join_sheets(sheets):
            self.stderr.write(f"　{joined}")
        read = [(n, sheet.reading) for n, sheet in enumerate(sheets, 1) if sheet.text]
        if as_json:
            self._print(None, as_json, contract=layout.add_up(read))
            return
        for _, reading in read:
            self._print(reading, as_json)

    def _take_in(self, data, title, facts):
        """The rows of a file's pages, read once: recognising a scan takes its time."""
        from articles.imports.confined import ReadingLog  # noqa: PLC0415
        from articles.imports.pages import SamePage  # noqa: PLC0415
        from articles.imports.printed_pages import list_sheets, take_in_pdf  # noqa: PLC0415

        log = ReadingLog(self.stderr.write)
        try:
            rows = take_in_pdf(data, by=None, title=title, log=log, **facts)
        except SamePage as same:
            rows = list_sheets(same.pages[0])
            self.stderr.write(f"{same}不再另建；还没有建的稿件接着建。")
        except ImportRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        for warning in log.warnings:
            self.stderr.write(f"　{warning}")
        return rows

    def _create(self, row, campaigns):
        from articles.imports.pages import create_drafts  # noqa: PLC0415
        from articles.imports.printed_pages import add_photos  # noqa: PLC0415

        row.refresh_from_db()
        made = create_drafts(row, by=None, campaigns=campaigns, unfinished=True)
        for told in add_photos(row, by=None):
            self.stderr.write(f"　{told}")
        row.refresh_from_db()
        return made

    def _data(self, file):
        return sys.stdin.buffer.read() if file == "-" else read_file(file)

    def _text(self, file, data):
        try:
            if find_kind(data) == FileKind.HTML:
                text, remark = _read_web_page(data), ""
            else:
                text, remark = decode(data)
        except ImportRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        if not text.strip():
            raise CommandError(f"“{file}”里没有文字。")
        if remark:
            self.stderr.write(remark)
        return text

    def _print(self, reading, as_json, facts=None, contract=None):
        if as_json:
            contract = (contract or as_contract(reading)) | (facts or {})
            self.stdout.write(json.dumps(contract, ensure_ascii=False))
            return
        self.stdout.write(
            f"读出{len(reading.stories)}篇，未归{len(reading.unplaced)}行，"
            f"不进稿件{len(reading.furniture)}行，改标点{len(reading.repairs)}处。"
        )
        for index, story in enumerate(reading.stories):
            for line in _story(reading, index, story):
                self.stdout.write(line)
        for number in reading.unplaced:
            self.stdout.write(f"未归　{say_lines([number])}　{reading.lines[number - 1].repaired}")

    def _report(self, row, reading, made):
        """To stderr, so that --json stays JSON."""
        from articles.imports.pages import list_outstanding  # noqa: PLC0415

        self.stderr.write(f"建立草稿{len(made)}篇，都没有发布。")
        for note in row.reading.get("notes", []):
            self.stderr.write(f"　{note}")
        if left := list_outstanding(reading):
            self.stderr.write(f"还差{'，'.join(left)}，请到版面上接着整理。")
        self.stderr.write(f"版面　{absolute_url(row.get_absolute_url())}")


def _read_web_page(data):
    """The text of a saved page of an e-paper, a paragraph a line. Raises ImportRefused."""
    from articles.text.outside import OutsideRefused, clean_outside, decode_html  # noqa: PLC0415

    try:
        cleaned = clean_outside(decode_html(data))
    except OutsideRefused as refusal:
        raise ImportRefused(str(refusal)) from refusal
    return "\n".join(block.text for block in body.blocks(cleaned.body))


def _story(reading, index, story):
    """A story in a few lines: what it is called, how long it is, what is in doubt."""
    headline = reading.head(story, "headline") or UNTITLED
    length = sum(len(reading.text(piece)) for piece in story.of(*BODY))
    people = "　".join(map(reading.text, story.of("byline"))) or "没有署名"
    yield f"{letter(index)}　{headline}"
    yield f"　　{people}　{len(story.of(*BODY))}段{length}字"
    for doubt in story.doubts:
        where = "" if doubt.line is None else f"（{say_lines([doubt.line])}）"
        yield f"　　待查　{doubt.message}{where}"
