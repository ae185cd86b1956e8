"""All rules of the proofreader, in the order in which their findings are told at one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from articles.proofing import (
    ages_in_words,
    anniversaries,
    authorities,
    averages,
    balances,
    ballots,
    belonging,
    brackets,
    clocks,
    completeness,
    contacts,
    counts,
    days,
    doubled_units,
    doubts,
    ends,
    extremes,
    figures,
    gaps,
    grammar,
    growth,
    hotlines,
    joining,
    lands,
    letters,
    lists,
    marks,
    measures,
    names,
    numbering,
    odd_dates,
    periods,
    phrases,
    posts,
    products,
    provinces,
    quotes,
    ranges,
    rates,
    registered,
    repeats,
    results,
    scales,
    sent_before,
    shares_in_words,
    short_names,
    spans,
    stale,
    sums,
    terms,
    unprinted,
    years,
    zodiac,
)
from articles.proofing.finding import Finding, Severity
from articles.proofing.galley import Galley
from articles.proofing.typos.find import find_typos

Rule = Callable[[Galley], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    quotes.find_quotes,
    brackets.find_brackets,
    marks.find_half_width,
    marks.find_spaces,
    marks.find_doubled_marks,
    marks.find_odd_dots,
    lists.find_marks_of_lists,
    days.find_dates,
    days.find_weekdays,
    days.find_pairs_of_weekdays,
    days.find_mixed_numerals,
    odd_dates.find_odd_dates,
    odd_dates.find_signs_of_dates,
    clocks.find_clocks,
    clocks.find_hours_backwards,
    clocks.find_mixed_clocks,
    spans.find_spans_of_days,
    spans.find_spans_of_hours,
    spans.find_spans_of_minutes,
    spans.find_spans_of_years,
    spans.find_two_calendars,
    years.find_relative_years,
    years.find_days_out_of_time,
    years.find_years_of_plans,
    years.find_years_backwards,
    years.find_done_before_begun,
    years.find_days_backwards,
    years.find_spans_of_years,
    years.find_named_months,
    anniversaries.find_anniversaries,
    anniversaries.find_meetings,
    zodiac.find_animal_years,
    periods.find_periods,
    periods.find_festivals,
    periods.find_days_of_the_sun,
    ranges.find_ranges,
    ranges.find_ranges_of_units,
    ranges.find_months_backwards,
    sums.find_sums,
    sums.find_opposites,
    sums.find_parts_too_large,
    sums.find_shares,
    sums.find_shares_of_pairs,
    sums.find_too_much,
    shares_in_words.find_shares_in_words,
    results.find_results,
    results.find_heads,
    products.find_products,
    products.find_discounts,
    products.find_groups,
    extremes.find_highs_and_lows,
    extremes.find_scores,
    growth.find_growth,
    growth.find_differences,
    growth.find_impossible_changes,
    growth.find_points,
    growth.find_wrong_ways,
    growth.find_parts_of_changes,
    rates.find_shares_of_counts,
    rates.find_changes_of_years,
    rates.find_bases_behind,
    rates.find_changes_of_points,
    rates.find_times,
    rates.find_ratios,
    averages.find_averages,
    ballots.find_votes,
    balances.find_balances,
    balances.find_ages,
    ages_in_words.find_ages_in_words,
    ages_in_words.find_ages_of_decades,
    scales.find_jumping_units,
    scales.find_figures_of_heads,
    measures.find_conversions,
    measures.find_impossible_sizes,
    measures.find_signs_of_measures,
    figures.find_written_numbers,
    figures.find_mixed_numbers,
    figures.find_doubly_about,
    doubled_units.find_doubled_units,
    counts.find_counts,
    counts.find_counts_behind,
    counts.find_numbered_items,
    numbering.find_numbering,
    contacts.find_contacts,
    contacts.find_identity_cards,
    hotlines.find_hotlines,
    phrases.find_set_phrases,
    phrases.find_tangled_sentences,
    grammar.find_bad_grammar,
    joining.find_unjoined_halves,
    lands.find_lands_as_countries,
    authorities.find_wrong_authorities,
    names.find_two_forms,
    short_names.find_short_names,
    posts.find_two_posts,
    posts.find_two_holders,
    provinces.find_strange_provinces,
    registered.find_wrong_posts,
    registered.find_strange_holders,
    registered.find_house_names,
    repeats.find_repeated_words,
    repeats.find_doubled_characters,
    repeats.find_doubled_endings,
    repeats.find_repeated_clauses,
    repeats.find_clauses_again,
    repeats.find_items_again,
    repeats.find_repeated_paragraphs,
    ends.find_lost_beginnings,
    ends.find_cut_ends,
    gaps.find_gaps,
    letters.find_odd_characters,
    letters.find_full_width,
    unprinted.find_characters_without_glyph,
    completeness.find_missing,
    completeness.find_reprints,
    completeness.find_unlisted,
    completeness.find_minors,
    completeness.find_undeclared,
    stale.find_stale,
    stale.find_unfilled,
    belonging.find_strange_body,
    doubts.find_doubts,
    sent_before.find_sent_before,
    terms.find_terms,
    find_typos,
)


_GRAVEST: tuple[Severity, ...] = ("block", "warn", "info")


def proofread(galley: Galley) -> list[Finding]:
    """What all rules find, in reading order; what two rules would mend alike is told once."""
    found = [finding for rule in RULES for finding in rule(galley)]
    found = list(_merge(galley, found))
    return sorted(found, key=lambda each: (each.passage, each.start, each.end))


def _merge(galley: Galley, found: list[Finding]) -> Iterator[Finding]:
    """Of findings that would mend the same the gravest; a guess (one with a score) gives it its
    score."""
    known: dict[tuple[int, str], Finding] = {}
    guesses = {_mend(galley, each): each.score for each in found if each.score is not None}
    for each in found:
        if each.fixes and each.passage >= 0 and each.score is None:
            mended = _mend(galley, each)
            before = known.setdefault(mended, each)
            # Of the equally grave the last, so that the house's own list has its word.
            if _GRAVEST.index(each.severity) <= _GRAVEST.index(before.severity):
                known[mended] = each
    for each in found:
        mended = _mend(galley, each)
        told = known.get(mended)
        if told is each and mended in guesses:
            yield replace(each, score=guesses[mended])
        elif told is None or told is each:
            yield each


def _mend(galley: Galley, each: Finding) -> tuple[int, str]:
    """The passage as the first fix would have it; (-1, "") where there is none."""
    if not each.fixes or each.passage < 0:
        return -1, ""
    text = galley.passages[each.passage].text
    return each.passage, text[: each.start] + each.fixes[0] + text[each.end :]
