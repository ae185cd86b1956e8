"""The dictionary: words looked up singly, then all of them, and nothing that is no word."""

from articles.text.page import words

LINES = "步道 30 n\n江边 200 s\n江边街 9 ns\n灯 500 n"


def test_a_word_is_found_before_and_after_the_whole_dictionary_is_loaded(monkeypatch):
    monkeypatch.setattr(words, "SINGLY_AT_MOST", 2)
    dictionary = words.Dictionary(LINES)
    asked = ["江边", "江边街", "步道", "灯", "边街", "没有", "江边"]

    found = [dictionary.find(word) for word in asked]

    assert found == [(200, "s"), (9, "ns"), (30, "n"), (500, "n"), None, None, (200, "s")]


def test_what_is_no_word_is_not_remembered_by_a_server_that_runs_for_months(monkeypatch):
    monkeypatch.setattr(words, "SINGLY_AT_MOST", 2)
    dictionary = words.Dictionary(LINES)
    for number in range(100):
        dictionary.find(f"没有{number}")

    assert len(dictionary._entries) == 4
