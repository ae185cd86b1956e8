import sys

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles import search
from articles.models import Article


class Command(BaseCommand):
    help = "重建检索索引；网站照常运行，随时可以中断，再运行一次即可。"

    def add_arguments(self, parser):
        parser.add_argument("--stale", action="store_true", help="只补缺的和按旧规则编的")
        parser.add_argument("--batch", type=int, default=500, metavar="篇数", help="每批多少篇")

    def handle(self, *, stale, batch, **options):
        done = 0
        with tqdm(
            total=None if stale else Article.objects.count(),
            unit="篇",
            disable=not sys.stderr.isatty(),
        ) as bar:
            for number in search.reindex(stale=stale, batch=max(batch, 1)):
                done += number
                bar.update(number)
        self.stdout.write(f"检索索引已编{done}篇。")
