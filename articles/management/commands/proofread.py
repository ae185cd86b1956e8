import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles import versions
from articles.management.arguments import read_day, read_file, read_month
from articles.models import Article, Issue
from articles.proofing import Finding, Galley, proofread
from articles.proofing.house import House
from articles.proofing.termlist import TermList, load_shipped
from articles.review.galleys import galley_of
from articles.review.house import load_house, masked_model, word_model

_SEVERITIES = {"block": "必改", "warn": "应查", "info": "留意"}
_BATCH = 200


class Command(BaseCommand):
    help = (
        "校对文件或稿件\N{FULLWIDTH COLON}标点、数字、日期、名称、重复、缺漏、别字、规范用语。"
        "什么也不改。"
    )
    requires_system_checks = []  # files are read without any database

    def add_arguments(self, parser):
        parser.add_argument(
            "file",
            metavar="文件",
            nargs="*",
            help="UTF-8文本\N{FULLWIDTH COLON}首行标题，以下每行一段",
        )
        parser.add_argument("--date", help="今年、日前按哪一天算，例如2026-11-09")
        parser.add_argument("--article", type=int, metavar="编号", help="一篇稿件")
        parser.add_argument("--issue", metavar="月份", help="一期的稿件，例如2026-11")
        parser.add_argument("--all", action="store_true", help="所有稿件")
        parser.add_argument("--json", action="store_true", help="以JSON输出，每篇一行")

    def handle(self, *, file, date, article, issue, **options):
        asked = [bool(file), article is not None, bool(issue), options["all"]]
        if sum(asked) != 1:
            raise CommandError(
                "请说明校对什么\N{FULLWIDTH COLON}文件、--article、--issue、--all四者选一。"
            )
        day = read_day("--date", date)
        if file:
            # Without the newsroom's own archive and list: they are in the database.
            house = House(word_model(), masked_model(), terms=TermList(load_shipped()))
            read = ((path, _read_file(path, day, house)) for path in file)
        else:
            read = _read_articles(article, issue, day)
        for name, galley in read:
            found = proofread(galley)
            if options["json"]:
                told = [_as_json(galley, each) for each in found]
                self.stdout.write(json.dumps(told, ensure_ascii=False))
            else:
                self._tell(name, galley, found)

    def _tell(self, name, galley, found):
        self.stdout.write(
            f"{name}\N{FULLWIDTH COLON}{f'{len(found)}处' if found else '没有发现问题'}。"
        )
        for each in found:
            text = galley.passages[each.passage].text if each.passage >= 0 else ""
            around = text[max(0, each.start - 6) : each.end + 6]
            fix = f" → “{each.fixes[0]}”" if each.fixes else ""
            where = f"……{around}……　" if around else ""
            self.stdout.write(f"  {_SEVERITIES[each.severity]}　{where}{each.message}{fix}")


def _read_file(path, day, house):
    try:
        text = read_file(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"“{path}”不是UTF-8文字，请另存为UTF-8再校对。") from error
    return Galley.of_lines(text.replace("\r\n", "\n").replace("\r", "\n"), day, house)


def _read_articles(article, issue, day):
    rows = Article.objects.order_by("pk")
    if article is not None:
        rows = rows.filter(pk=article)
        if not rows:
            raise CommandError(f"没有编号是{article}的稿件。")
    elif issue:
        month = read_month(issue)
        planned = Issue.objects.filter(month=month.first).first()
        if planned is None:
            raise CommandError(f"{month}还没有排版，没有可校对的一期。")
        rows = rows.filter(placements__issue=planned, placements__page__isnull=False)
    house = load_house()
    for start in range(0, rows.count(), _BATCH):
        some = list(rows[start : start + _BATCH])
        versions.load(some)
        for row in some:
            when = day or timezone.localdate(row.publish_at or row.updated_at)
            yield f"{row.pk} {row}", galley_of(versions.content_of(row), row, when, house)


def _as_json(galley: Galley, found: Finding):
    at = galley.starts[found.passage] if found.passage >= 0 else 0
    return {
        "rule": found.rule,
        "severity": found.severity,
        "start": at + found.start,
        "end": at + found.end,
        "text": found.text,
        "message": found.message,
        "fixes": list(found.fixes),
        "score": found.score,
    }
