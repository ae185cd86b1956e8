"""A newspaper page as the import has read it."""

from articles.models import ImportedPage
from articles.text.page.reading import Doubt, PageLine, Reading, Story, StoryPiece

# Written for this test; the exchanged text is not so long that the reader would mend it itself.
LINES = [
    "今日临江　第三版",  # 1 furniture
    "街里街坊",  # 2 campaign
    "柳桥街道",  # 3 kicker
    "半份菜上了 老年食堂菜单",  # 4 headline
    "■ 通讯员 费知夏 宁望舒",  # 5 byline
    "食堂把二十四样菜都拆成两种分量，",  # 6
    "价钱也减半。",  # 7
    "剩菜少了",  # 8 crosshead
    "每天倒掉的饭菜少了二十斤。",  # 9
    "老人在食堂选菜。",  # 10 caption
    "鹿鸣 摄",  # 11 credit
    "操场借给街坊",  # 12 headline
    "傍晚六点，小学的东门又开了。",  # 13
    "居民在江边放风筝。",  # 14 caption of no story
    "鹿鸣 摄",  # 15
    "书架下层专放绘本。",  # 16 unplaced
]
TEXT = "\n".join(LINES)


def reading():
    pieces = [
        [
            ("campaign", [2]),
            ("kicker", [3]),
            ("headline", [4]),
            ("byline", [5]),
            ("paragraph", [6, 7]),
            ("crosshead", [8]),
            ("paragraph", [9]),
            ("caption", [10]),
            ("credit", [11]),
        ],
        [("headline", [12]), ("paragraph", [13])],
        [("caption", [14]), ("credit", [15])],
    ]
    return Reading(
        lines=[PageLine(n, n, 0, text, text) for n, text in enumerate(LINES, 1)],
        stories=[Story([StoryPiece(kind, lines) for kind, lines in story]) for story in pieces],
        unplaced=[16],
        furniture=[1],
    )


def page(*, mismatch=False, placed=True, **fields):
    value = reading()
    if placed:
        value.furniture.append(value.unplaced.pop())
    if mismatch:
        value.stories[1].doubts.append(Doubt("headline-body-mismatch", "题文不合", 13))
    return ImportedPage.objects.create(title="第三版", text=TEXT, reading=value.as_json(), **fields)
