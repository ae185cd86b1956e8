import json

from django.core.management.base import BaseCommand, CommandError

from articles.management.arguments import read_file
from articles.text.outside import OutsideRefused, clean_outside, decode_html


class Command(BaseCommand):
    help = "把外来的网页文字（Word、WPS、网页、公众号）整理成正文，并说明略去了什么。"
    requires_system_checks = []  # works without any database

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="文件", help="HTML文件")
        parser.add_argument("--json", action="store_true", help="以JSON输出")

    def handle(self, *, file, **options):
        try:
            cleaned = clean_outside(decode_html(read_file(file)))
        except OutsideRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(cleaned.as_json(), ensure_ascii=False))
            return
        self.stdout.write(cleaned.body or "没有读出文字。")
        for note in cleaned.notes:
            self.stdout.write(note.text)
