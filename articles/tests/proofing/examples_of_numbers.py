"""Examples of the rules of numbers, measures, lists and addresses, as in `examples`."""

from articles.proofing import (
    anniversaries,
    averages,
    clocks,
    contacts,
    counts,
    days,
    figures,
    measures,
    numbering,
    periods,
    phrases,
    ranges,
    rates,
    short_names,
    years,
)
from articles.tests.proofing.examples_of_changes import CHANGES
from articles.tests.proofing.examples_of_district import DISTRICT
from articles.tests.proofing.galleys import of
from articles.tests.proofing.texts import numbers
from articles.tests.proofing.texts import phrases as phrases_texts
from articles.tests.proofing.texts import short_names as short_names_texts

NUMBERS = {
    **CHANGES,
    **DISTRICT,
    periods.find_periods: (of(numbers.PERIODS), of(numbers.RIGHT_PERIODS)),
    periods.find_festivals: (of(numbers.FESTIVALS), of(numbers.RIGHT_FESTIVALS)),
    rates.find_shares_of_counts: (
        of(numbers.SHARES_OF_COUNTS),
        of(numbers.RIGHT_SHARES_OF_COUNTS),
    ),
    rates.find_changes_of_years: (
        of(numbers.CHANGES_OF_YEARS),
        of(numbers.RIGHT_CHANGES_OF_YEARS),
    ),
    rates.find_bases_behind: (of(numbers.BASES), of(numbers.RIGHT_BASES)),
    rates.find_times: (of(numbers.TIMES), of(numbers.RIGHT_TIMES)),
    averages.find_averages: (of(phrases_texts.AVERAGES), of(phrases_texts.RIGHT_AVERAGES)),
    counts.find_numbered_items: (of(phrases_texts.NUMBERED), of(phrases_texts.RIGHT_NUMBERED)),
    periods.find_days_of_the_sun: (of(phrases_texts.SUN), of(phrases_texts.RIGHT_SUN)),
    years.find_done_before_begun: (of(phrases_texts.DONE), of(phrases_texts.RIGHT_DONE)),
    phrases.find_set_phrases: (of(phrases_texts.PHRASES), of(phrases_texts.RIGHT_PHRASES)),
    phrases.find_tangled_sentences: (of(phrases_texts.TANGLED), of(phrases_texts.RIGHT_TANGLED)),
    rates.find_ratios: (of(numbers.RATIOS), of(numbers.RIGHT_RATIOS)),
    measures.find_conversions: (of(numbers.CONVERSIONS), of(numbers.RIGHT_CONVERSIONS)),
    measures.find_impossible_sizes: (of(numbers.SIZES), of(numbers.RIGHT_SIZES)),
    measures.find_signs_of_measures: (of(numbers.SIGNS), of(numbers.RIGHT_SIGNS)),
    figures.find_written_numbers: (of(numbers.WRITTEN), of(numbers.RIGHT_WRITTEN)),
    figures.find_mixed_numbers: (of(numbers.MIXED), of(numbers.RIGHT_MIXED)),
    figures.find_doubly_about: (of(numbers.ABOUT), of(numbers.RIGHT_ABOUT)),
    counts.find_counts: (of(numbers.COUNTS), of(numbers.RIGHT_COUNTS)),
    numbering.find_numbering: (of(numbers.NUMBERING), of(numbers.RIGHT_NUMBERING)),
    contacts.find_contacts: (of(numbers.CONTACTS), of(numbers.RIGHT_CONTACTS)),
    contacts.find_identity_cards: (of(numbers.CARDS), of(numbers.RIGHT_CARDS)),
    days.find_pairs_of_weekdays: (of(numbers.PAIRS_OF_DAYS), of(numbers.RIGHT_PAIRS_OF_DAYS)),
    clocks.find_hours_backwards: (of(numbers.HOURS), of(numbers.RIGHT_HOURS)),
    ranges.find_months_backwards: (of(numbers.MONTHS_BACK), of(numbers.MONTHS_ON)),
    anniversaries.find_anniversaries: (
        of(numbers.ANNIVERSARIES),
        of(numbers.RIGHT_ANNIVERSARIES),
    ),
    short_names.find_short_names: (
        of(short_names_texts.TWO_FORMS),
        of(short_names_texts.TWO_PEOPLE),
    ),
}
