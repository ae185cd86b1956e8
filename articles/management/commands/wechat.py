import json

from django.core.management.base import CommandError

from articles.desk.wechat import collect_set
from articles.management.in_time import InTimeCommand
from articles.models import SiteSettings
from articles.text.keys import parse_key


class Command(InTimeCommand):
    help = "打印公众号用的HTML，样式写在标签里；公众号不收的、有限制的另外说明。什么也不改。"

    def add_arguments(self, parser):
        parser.add_argument("ids", metavar="稿号", nargs="+", help="已公开的稿件，可以几篇")
        parser.add_argument("--text", action="store_true", help="打印纯文字，给别的平台")
        parser.add_argument("--json", action="store_true", help="以JSON输出，一篇一行")

    def handle(self, *, ids, **options):
        keys = [parse_key(each) for each in ids]
        if None in keys:
            raise CommandError(f"“{ids[keys.index(None)]}”不是稿号。")
        found = collect_set(keys, SiteSettings.objects.current())
        if found.left_out:
            numbers = "、".join(map(str, found.left_out))
            raise CommandError(f"稿号{numbers}没有公开，或没有这篇稿件。什么也没有打印。")
        for each in found.chosen:
            piece = each.piece
            if options["json"]:
                self.stdout.write(json.dumps(_as_json(piece), ensure_ascii=False))
                continue
            self.stdout.write(piece.text if options["text"] else piece.html)
            for note in piece.notes:
                self.stderr.write(f"稿号{piece.article}　{note.text}")


def _as_json(piece):
    return {
        "id": piece.article,
        "title": piece.title,
        "author": piece.author,
        "summary": piece.summary,
        "source_url": piece.source_url,
        "html": piece.html,
        "text": piece.text,
        "pictures": [{"number": each.number, "url": each.url} for each in piece.pictures],
        "notes": [{"code": n.code, "text": n.text, "stops": n.stops} for n in piece.notes],
    }
