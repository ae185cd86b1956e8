from articles.text.byline import signature, with_unit


def test_a_name_is_followed_by_its_unit():
    assert with_unit("费知夏", "柳桥街道") == "费知夏（柳桥街道）"
    assert signature("通讯员", "费知夏", "柳桥街道") == "通讯员 费知夏（柳桥街道）"


def test_without_a_unit_there_are_no_brackets():
    assert with_unit("费知夏", "") == "费知夏"
    assert signature("通讯员", "费知夏") == "通讯员 费知夏"
