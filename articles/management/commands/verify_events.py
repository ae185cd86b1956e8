from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles import events


class Command(BaseCommand):
    help = "核对安全留痕：有没有被改过、删过、插过；给了从前导出的文件，还核对它是不是现在的开头。"

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path, metavar="文件.jsonl")

    def handle(self, *, files, **options):
        verdict = events.verify()
        faults = list(verdict.faults)
        for path in files:
            try:
                with path.open(encoding="utf-8") as file:
                    found = events.verify_export(file)
            except (OSError, UnicodeDecodeError) as why:
                raise CommandError(f"读不了{path}：{why}") from why
            faults += [f"{path}：{fault}" for fault in found.faults]
        for fault in faults:
            self.stdout.write(fault)
        self.stdout.write(
            f"安全留痕{verdict.lines}条，最后一条的校验码：{verdict.last or '还没有'}"
        )
        if faults:
            raise CommandError("安全留痕与当时记下的不符，见上。")
