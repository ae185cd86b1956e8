from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles import events


class Command(BaseCommand):
    help = "导出安全留痕：一行一条JSON，每条都带前一条的校验码。verify_events核对。"

    def add_arguments(self, parser):
        parser.add_argument("--output", type=Path, required=True, metavar="文件.jsonl")

    def handle(self, *, output, **options):
        number = 0
        try:
            with output.open("x", encoding="utf-8") as file:
                for number, line in enumerate(events.export(), 1):  # noqa: B007
                    file.write(f"{line}\n")
        except FileExistsError as why:
            raise CommandError(f"{output}已经有了，请换一个文件名。") from why
        except OSError as why:
            raise CommandError(f"写不了{output}：{why.strerror}") from why
        self.stdout.write(f"已导出安全留痕{number}条。{output}")
