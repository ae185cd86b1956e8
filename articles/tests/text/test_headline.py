import pytest

from articles.text.headline import (
    break_between,
    headline_lines,
    on_one_line,
    quote_title,
    remove_breaks,
)

HEADLINES = [
    ("灯亮了", ["灯亮了"]),
    ("二十三条老巷换新灯　近三万居民夜路明", ["二十三条老巷换新灯", "近三万居民夜路明"]),
    ("　上行　　下行　", ["上行", "下行"]),
    ("上行 　 下行", ["上行", "下行"]),
    ("上行\r\n下行\u2028又一行", ["上行", "下行", "又一行"]),
    ("Wi-Fi 6 进了巷　快了", ["Wi-Fi 6 进了巷", "快了"]),
    ("上\u200b行\u202e　下\x07行", ["上行", "下行"]),
]


@pytest.mark.parametrize(("headline", "lines"), HEADLINES)
def test_a_headline_breaks_where_the_editor_broke_it(headline, lines):
    assert headline_lines(headline) == lines
    assert on_one_line(headline) == " ".join(lines)
    assert remove_breaks(headline) == "".join(lines)
    assert headline_lines(break_between(lines)) == lines


@pytest.mark.parametrize("headline", ["", " ", "　", "\n", "\u200b"])
def test_a_headline_without_words_is_none(headline):
    assert (headline_lines(headline), on_one_line(headline)) == ([], "（无题）")


QUOTED = [
    ("一条江边路　走通两岸心", "《一条江边路 走通两岸心》"),
    ("《临江志》重印了", "《〈临江志〉重印了》"),
    ("读《临江志》", "《读〈临江志〉》"),
    ("《灯》和《船》", "《〈灯〉和〈船〉》"),
    ("《临江志》", "《临江志》"),
    ("", "《（无题）》"),
]


@pytest.mark.parametrize(("headline", "quoted"), QUOTED)
def test_a_headline_in_book_title_marks_has_single_ones_within(headline, quoted):
    assert quote_title(headline) == quoted
