"""Examples of the rules of what a district's news says of years, numbers and words."""

from articles.proofing import (
    ages_in_words,
    anniversaries,
    ballots,
    doubled_units,
    extremes,
    grammar,
    hotlines,
    joining,
    lists,
    odd_dates,
    posts,
    products,
    provinces,
    results,
    shares_in_words,
    spans,
    zodiac,
)
from articles.tests.proofing.galleys import of
from articles.tests.proofing.texts import district
from articles.tests.proofing.texts import joining as halves

DISTRICT = {
    joining.find_unjoined_halves: (of(halves.HALVES), of(halves.JOINED)),
    ballots.find_votes: (of(halves.VOTES), of(halves.RIGHT_VOTES)),
    ballots.find_counts_of_names: (of(halves.NAMES), of(halves.RIGHT_NAMES)),
    zodiac.find_animal_years: (of(district.ANIMALS), of(district.RIGHT_ANIMALS)),
    hotlines.find_hotlines: (of(district.HOTLINES), of(district.RIGHT_HOTLINES)),
    shares_in_words.find_shares_in_words: (of(district.IN_WORDS), of(district.RIGHT_IN_WORDS)),
    results.find_results: (of(district.RESULTS), of(district.RIGHT_RESULTS)),
    results.find_heads: (of(district.HEADS), of(district.RIGHT_HEADS)),
    products.find_products: (of(district.PRODUCTS), of(district.RIGHT_PRODUCTS)),
    products.find_discounts: (of(district.DISCOUNTS), of(district.RIGHT_DISCOUNTS)),
    products.find_groups: (of(district.GROUPS), of(district.RIGHT_GROUPS)),
    ages_in_words.find_ages_of_decades: (of(district.DECADES), of(district.RIGHT_DECADES)),
    spans.find_two_calendars: (of(district.CALENDARS), of(district.RIGHT_CALENDARS)),
    anniversaries.find_meetings: (of(district.MEETINGS), of(district.RIGHT_MEETINGS)),
    extremes.find_highs_and_lows: (of(district.HIGHS), of(district.LOWS)),
    extremes.find_scores: (of(district.SCORES), of(district.RIGHT_SCORES)),
    ages_in_words.find_ages_in_words: (of(district.AGES), of(district.RIGHT_AGES)),
    spans.find_spans_of_days: (of(district.DAYS), of(district.RIGHT_DAYS)),
    spans.find_spans_of_hours: (of(district.HOURS), of(district.RIGHT_HOURS)),
    doubled_units.find_doubled_units: (of(district.DOUBLED), of(district.ONCE)),
    odd_dates.find_odd_dates: (of(district.DATES), of(district.RIGHT_DATES)),
    odd_dates.find_signs_of_dates: (of(district.SIGNS), of(district.RIGHT_SIGNS)),
    grammar.find_bad_grammar: (of(district.GRAMMAR), of(district.RIGHT_GRAMMAR)),
    lists.find_marks_of_lists: (of(district.MARKS), of(district.RIGHT_MARKS)),
    provinces.find_strange_provinces: (of(district.PROVINCES), of(district.RIGHT_PROVINCES)),
    posts.find_two_holders: (of(district.HOLDERS), of(district.ONE_HOLDER)),
}
