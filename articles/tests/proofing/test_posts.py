"""One person with two posts."""

import pytest

from articles.tests.proofing_cases import find, find_severities

TWO = [
    (["区长陈望到社区。", "陈望说，好事办好。书记陈望看望了老人。"], "区长陈望"),
    (["校长梁敏说，新楼启用。", "梁敏园长带大家看教室。"], "梁敏校长"),
    (["副局长罗平介绍了情况。", "局长罗平说，年底完工。"], "副局长罗平"),
    (["馆长周明远说，", "周明远社长又说，"], "周明远馆长"),
    (["局长罗平介绍了情况。", "副局长罗平说，年底完工。"], "局长罗平"),
]
ONE = [
    ["区长陈望到社区。", "区长陈望看望了老人。"],
    ["校长梁敏说，新楼启用。", "梁敏校长带大家看教室。"],
    ["总理关于治水的批示和副总理关于治水的讲话。"],
    ["区长陈望到社区。", "书记梁敏也到了社区。"],
    ["社区主任何静说，", "居委会主任何静说，"],
]


@pytest.mark.parametrize(("texts", "fix"), TWO)
def test_a_person_with_another_post_than_before_is_remarked(texts, fix):
    assert [found[1] for found in find("two_posts", *texts)] == [fix]
    assert find_severities("two_posts", *texts) == ["info"]


@pytest.mark.parametrize("texts", ONE)
def test_one_post_and_two_people_are_left_alone(texts):
    assert find("two_posts", *texts) == []
