"""While newspapers are made, Python looks for garbage rarely; afterwards as before."""

import gc

from articles.exports.newspaper import pdf


def test_of_two_newspapers_made_at_once_the_last_one_has_garbage_collected_as_before():
    before = gc.get_threshold()
    first, second = pdf._collect_rarely(), pdf._collect_rarely()
    seen = []
    for step in (first.__enter__, second.__enter__, lambda: first.__exit__(None, None, None)):
        step()
        seen.append(gc.get_threshold()[0] >= pdf._RARELY)
    second.__exit__(None, None, None)

    assert (seen, gc.get_threshold()) == ([True] * 3, before)
