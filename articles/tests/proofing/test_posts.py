"""One person with two posts."""

import pytest

from articles.tests.proofing.texts.posts import ONE, TWO
from articles.tests.proofing_cases import find, find_severities


@pytest.mark.parametrize(("texts", "fix"), TWO)
def test_a_person_with_another_post_than_before_is_remarked(texts, fix):
    assert [found[1] for found in find("two_posts", *texts)] == [fix]
    assert find_severities("two_posts", *texts) == ["info"]


@pytest.mark.parametrize("texts", ONE)
def test_one_post_and_two_people_are_left_alone(texts):
    assert find("two_posts", *texts) == []
