import sys

from tqdm import tqdm

from articles.management.in_time import InTimeCommand
from articles.search import archive


class Command(InTimeCommand):
    help = "从已经公开的稿件里重新数字词的用法，供校对别字时参照；网站照常运行。"

    def handle(self, **options):
        done = 0
        with tqdm(unit="篇", disable=not sys.stderr.isatty()) as bar:
            for number in archive.recount():
                done += number
                bar.update(number)
        self.stdout.write(f"已数{done}篇，最多数最近的{archive.MOST_TEXTS}篇。")
