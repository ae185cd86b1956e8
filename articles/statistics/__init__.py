"""用稿统计: the one definition of every number that is said about contributions.

A month runs from its first midnight to the next month's in the newsroom's time (Beijing).

送稿 submitted: articles sent in for the first time in the month, whatever became of them since.
    Sending in again after a return counts no more; revisions of what is published never count.
    What was never sent in here (an old archive, printed before) counts in its month of publication.
采用 used: articles that readers may see now and that were published in the month, for the first
    time. Revisions leave that day as it is; a withdrawn article is not used.
采用率 rate: of what was sent in in the month, how much readers may see by the day of the count,
    whenever it was published. So it never passes 100 %, and it may still grow for a month that is
    not frozen; without submissions there is none.
字数, 照片, 头条, 转用, 积分 are of the used articles alone: the length of the text, its photos,
    those that stood as a lead, those that others published after us (once each, however many did),
    and the points by the rules in force on the day of publication. Of several outside uses the one
    that these rules give most for counts, in the month of the article, whenever it was. How an
    article stood is what its place in the issue of that month says; without a place, its genre
    and weight.

Whoever signed an article contributed to it, once, in however many roles; editors (责编) did not.
Each has the article as a whole among submitted, used, leads and outside; characters, photos and
points are split evenly between them, and a unit has the shares of its people. A campaign or place
has the whole of each of its articles. Shares are exact fractions; only what is shown is rounded.
"""

from articles.statistics.counting import (
    BY,
    NOBODY,
    NUMBERS,
    Row,
    percent,
    rank_rows,
    round_half_up,
    say_number,
    say_outside,
    shares,
    signed,
    tally,
)
from articles.statistics.facts import rules_since
from articles.statistics.freezing import (
    UNNAMED,
    Adjustment,
    NotFrozen,
    adjustments,
    difference,
    freeze,
)
from articles.statistics.months import (
    MonthlyCount,
    articles_behind,
    now_of,
    of_month,
    of_year,
    thaw,
    trend,
)

__all__ = [
    "BY",
    "NOBODY",
    "NUMBERS",
    "UNNAMED",
    "Adjustment",
    "MonthlyCount",
    "NotFrozen",
    "Row",
    "adjustments",
    "articles_behind",
    "difference",
    "freeze",
    "now_of",
    "of_month",
    "of_year",
    "percent",
    "rank_rows",
    "round_half_up",
    "rules_since",
    "say_number",
    "say_outside",
    "shares",
    "signed",
    "tally",
    "thaw",
    "trend",
]
