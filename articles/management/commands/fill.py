import sys

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.imports import archive, filling


class Command(BaseCommand):
    help = "测量用：由示例报纸的句子拼成的一份旧报，全部公开；可以反复运行，不会重复。"

    def add_arguments(self, parser):
        parser.add_argument("--articles", type=int, required=True, help="篇数")
        parser.add_argument("--seed", type=int, default=0, help="同一个数，同一份报纸")

    def handle(self, *, articles, seed, **options):
        if articles < 1:
            raise CommandError("篇数应当是正整数。")
        outcome = archive.Outcome()
        with tqdm(total=articles, unit="篇", disable=not sys.stderr.isatty()) as bar:
            for outcome in filling.load(articles, seed):
                bar.update(outcome.created + outcome.known - bar.n)
        self.stdout.write(f"入库{outcome.created}篇，原已有{outcome.known}篇。")
