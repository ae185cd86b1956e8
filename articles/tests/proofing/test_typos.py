"""Typing errors 错别字: what was probably meant, by dictionary, text, archive and models."""

import pytest

from articles.proofing import Galley, Passage, proofread
from articles.proofing.house import House, Variant
from articles.proofing.typos.candidates import confused_with, kind_of, propose
from articles.proofing.typos.lattice import Lattice
from articles.proofing.typos.lexicon import load_lexicon
from articles.tests.proofing.texts.typos import ERRORS, SOUND


def find(*paragraphs, house=None):
    """(what stands there, the first fix) of each typing error that is told, with its severity."""
    passages = [Passage("headline", "灯亮了"), *(Passage("paragraph", p) for p in paragraphs)]
    found = proofread(Galley(passages, None, house=house or House()))
    return [(each.text, each.fixes[0], each.severity) for each in found if each.rule == "typo"]


@pytest.mark.parametrize(("text", "wrong", "right"), ERRORS)
def test_a_typing_error_is_told_with_what_was_meant(text, wrong, right):
    assert [(told, fix) for told, fix, _ in find(text)] == [(wrong, right)]


@pytest.mark.parametrize("text", SOUND)
def test_sound_sentences_are_left_alone(text):
    assert find(text) == []


def test_a_typing_error_never_stops_a_text_and_has_a_score():
    found = proofread(Galley([Passage("paragraph", text) for text, *_ in ERRORS]))
    typos = [each for each in found if each.rule == "typo"]

    assert {each.severity for each in typos} <= {"warn", "info"}
    assert all(each.score is not None for each in typos)
    assert "“布署”是“部署”之误吗？（同音）" in [each.message for each in typos]


def test_the_dictionary_is_cleaned_of_its_own_errors():
    lexicon = load_lexicon()

    assert [
        word for word in ("布署", "幅射", "峻工", "走头无路", "名列前矛") if lexicon.find(word)
    ] == []
    assert lexicon.find("走投无路") == (173, "i")
    assert lexicon.find("三省吾身") == (3, "i")


@pytest.mark.parametrize(
    ("right", "wrong", "kind"),
    [
        ("部", "布", "sound"), ("投", "头", "sound"), ("加", "家", "sound"), ("展", "占", "tone"),
        ("安", "按", "tone"), ("招", "早", "near"), ("南", "蓝", "near"), ("己", "巳", "shape"),
    ],
)  # fmt: skip
def test_how_one_character_comes_to_stand_for_another(right, wrong, kind):
    assert kind_of(right, wrong) == kind
    assert right in confused_with(wrong)


def test_only_the_words_of_a_run_that_are_worth_it_are_proposed():
    lexicon = load_lexicon()
    found = propose(Lattice("工作布署完成", lexicon), lexicon)

    assert max(found, key=lambda each: each.gain).word == "部署"
    assert len(found) < 12


class Marked:
    """A second reader that likes one word, and remembers what it was asked."""

    def __init__(self, word, value):
        self.word, self.value, self.asked = word, value, []

    def compare(self, variants):
        self.asked += variants
        return [self.value if each.new == self.word else 0.0 for each in variants]


def test_the_archive_speaks_for_what_this_newsroom_writes():
    """An invented name that is like a word: told, until the newsroom has written it often."""
    text = "鹿鸣桥的布署昨天公开。"
    counts = {"布署": 40, "的布署": 30, "署昨": 20, "布署昨": 20, "的布": 30, "署昨天": 20}

    def count(pieces):
        return {piece: counts[piece] for piece in pieces if piece in counts}

    told = find(text)
    told_by_house = find(text, house=House(count=count))

    assert [(wrong, right) for wrong, right, _ in told] == [("布署", "部署")]
    assert told_by_house == []


def test_what_the_archive_said_of_a_text_is_forgotten_when_it_is_read_again():
    text = "街道已经布署了防汛工作。"
    common = House(count=lambda pieces: {piece: 9 for piece in pieces if "布署" in piece})
    alone = find(text)

    assert find(text, house=common) != alone
    assert find(text) == alone != []
    assert find(text, "工程峻工后，居民走上了新桥。") != alone


def test_a_second_reader_is_asked_about_the_doubtful_places_only():
    second = Marked("部署", -8.0)
    text = "街道已经布署了防汛工作。早上五点四十，渡口还没有开闸。"

    assert find(text, house=House(second=second)) == []
    assert Variant(text, 4, "布署", "部署") in second.asked
    assert all(each.text == text and each.start < 12 for each in second.asked)
