import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.photos import PhotoRefused, read


class Command(BaseCommand):
    help = "看一个图片文件收不收、读者会看到什么。不碰数据库。"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help="图片文件")
        parser.add_argument("--json", action="store_true", dest="as_json", help="一行JSON")
        parser.add_argument("--output", type=Path, metavar="OUT.png", help="读者看到的图，存成PNG")

    def handle(self, *, file, as_json, output, **options):
        try:
            with file.open("rb") as opened:
                found = read(opened, file.stat().st_size)
        except OSError as why:
            raise CommandError(f"打不开{file}\N{FULLWIDTH COLON}{why.strerror}。") from why
        except PhotoRefused as why:
            self._say(as_json, _answer(accepted=False, reason=str(why)))
            sys.exit(1)
        if output:
            try:
                found.picture.save(output, "PNG")
            except OSError as why:
                raise CommandError(f"写不成{output}\N{FULLWIDTH COLON}{why.strerror}。") from why
        self._say(as_json, _answer(
            accepted=True, reason=found.note, width=found.width, height=found.height,
            caption=found.caption, credit=found.credit,
            taken_on=found.taken_on.isoformat() if found.taken_on else "",
        ))  # fmt: skip

    def _say(self, as_json, answer):
        if as_json:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        verdict = "收" if answer["accepted"] else "不收"
        facts = [
            f"{verdict}　{answer['width']}×{answer['height']}像素"
            if answer["accepted"]
            else verdict
        ]
        facts += [str(answer[name]) for name in ("reason", "caption", "credit", "taken_on")]
        self.stdout.write("\n".join(filter(None, facts)))


def _answer(*, accepted, reason, width=0, height=0, caption="", credit="", taken_on=""):
    return {
        "accepted": accepted, "reason": reason, "width": width, "height": height,
        "caption": caption, "credit": credit, "taken_on": taken_on,
    }  # fmt: skip
