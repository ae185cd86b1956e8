from django.core.management.base import CommandError

from articles import planning
from articles.management.arguments import add_month, read_month
from articles.management.in_time import InTimeCommand


class Command(InTimeCommand):
    help = "把一个月公开的稿件按专栏、地点、分量和长短排到各版；排过的不动，可以反复运行。"

    def add_arguments(self, parser):
        add_month(parser)

    def handle(self, *, month, **options):
        try:
            issue = planning.plan(read_month(month))
        except planning.PlanRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        now = planning.board(issue)
        self.stdout.write(f"{issue}\N{IDEOGRAPHIC SPACE}总第{issue.whole_number}期")
        for sheet in now.sheets:
            fill = sheet.fill
            state = f"溢出约{fill.overset}字" if fill.overset else f"约缺{fill.gap}字"
            self.stdout.write(
                f"{sheet.page}\N{IDEOGRAPHIC SPACE}{len(sheet.cards)}篇"
                f"\N{IDEOGRAPHIC SPACE}{fill.planned}／{fill.room}字，{state}"
            )
        self.stdout.write(f"已排{now.placed}篇，未排{len(now.tray)}篇。")
