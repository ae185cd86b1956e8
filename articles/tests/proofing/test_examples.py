"""Every rule of the proofreader has examples of its own, and does with them what it should."""

import pytest

from articles.proofing.rules import RULES
from articles.tests.proofing.examples import EXAMPLES

LEAST = 5
#: These tell nothing that must be decided.
QUIET = ("find_two_posts", "find_stale")


def find(rule, galley):
    """What the rule finds that somebody must decide; of a quiet rule everything."""
    return [e for e in rule(galley) if e.severity != "info" or rule.__name__ in QUIET]


def test_every_rule_has_five_texts_that_it_finds_and_five_that_it_leaves_alone():
    few = {
        rule.__name__: [len(galleys) for galleys in EXAMPLES.get(rule, ((), ()))]
        for rule in RULES
        if min(map(len, EXAMPLES.get(rule, ((), ())))) < LEAST
    }
    assert few == {}
    assert set(EXAMPLES) == set(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_finds_its_own_examples_and_leaves_the_others_alone(rule):
    found, alone = EXAMPLES[rule]

    told = [(each, galley) for galley in found for each in rule(galley)]
    missed = [galley.text for galley in found if not list(rule(galley))]
    alarms = [(galley.text, find(rule, galley)) for galley in alone if find(rule, galley)]

    assert (missed, alarms) == ([], [])
    assert [each for each, _ in told if not each.message.endswith(tuple("。？）”"))] == []
