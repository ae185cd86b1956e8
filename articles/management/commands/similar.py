import json

from django.core.management.base import BaseCommand, CommandError

from articles import search
from articles.management.arguments import read_file
from articles.models import Article
from articles.text import body
from articles.text.keys import parse_key


class Command(BaseCommand):
    help = "找写同一件事的稿件，已发的、在审的、刚来的都算。什么也不改。"

    def add_arguments(self, parser):
        parser.add_argument("text", metavar="稿号或文件", help="稿号，或UTF-8文本")
        parser.add_argument("--json", action="store_true", help="以JSON输出")

    def handle(self, *, text, **options):
        key = parse_key(text)
        wanted, own = (_text_of(key), [key]) if key else (_read(text), [])
        found = search.find_similar(wanted, among=Article.objects.all(), without=own, most=20)
        if options["json"]:
            told = [{"id": each.article, "likeness": each.share} for each in found]
            self.stdout.write(json.dumps(told))
            return
        rows = Article.objects.in_bulk([each.article for each in found])
        for each in found:
            said = "很可能是同一件事" if each.likely else "可能相关"
            self.stdout.write(f"稿号{each.article}　{each.share:.0%}　{said}　{rows[each.article]}")
        if not found:
            self.stdout.write("没有近似的稿件。")


def _text_of(key):
    row = Article.objects.filter(pk=key).first()
    if row is None:
        raise CommandError(f"没有编号是{key}的稿件。")
    return body.extract_text(row.body)


def _read(path):
    try:
        return read_file(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"“{path}”不是UTF-8文字，请另存为UTF-8。") from error
