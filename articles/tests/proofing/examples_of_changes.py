"""Examples of the rules of what grew, fell, lasted and was counted, as in `examples`."""

from articles.proofing import growth, sums, years
from articles.tests.proofing.galleys import of
from articles.tests.proofing.texts import changes

CHANGES = {
    growth.find_differences: (of(changes.DIFFERENCES), of(changes.RIGHT_DIFFERENCES)),
    growth.find_impossible_changes: (of(changes.IMPOSSIBLE), of(changes.POSSIBLE)),
    growth.find_parts_of_changes: (of(changes.PARTS), of(changes.RIGHT_PARTS)),
    sums.find_opposites: (of(changes.OPPOSITES), of(changes.RIGHT_OPPOSITES)),
    years.find_days_backwards: (of(changes.DAYS_BACK), of(changes.DAYS_ON)),
    years.find_spans_of_years: (of(changes.SPANS), of(changes.RIGHT_SPANS)),
    years.find_named_months: (
        of(changes.MONTHS, "{}天气很好。"),
        of(changes.RIGHT_MONTHS, "{}天气很好。"),
    ),
}
