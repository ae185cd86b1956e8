"""A manuscript is signed as newspapers print it, too."""

import pytest

from articles.tests.signed_lines import SIGNED_LINES
from articles.text.word.signatures import WordSignature, WordSigner, read_signature

#: Here the office is the text's source, beside whoever signs.
_OF_A_SOURCE = "来源：实验小学　作者：方小满"


@pytest.mark.parametrize(
    ("line", "who"), [each for each in SIGNED_LINES if each[0] != _OF_A_SOURCE]
)
def test_a_manuscript_is_signed_as_newspapers_print_it(line, who):
    assert read_signature(line, bare=True) == WordSignature(tuple(WordSigner(*w) for w in who))


def test_an_office_that_is_the_source_of_a_text_is_kept_as_its_source():
    signers = (WordSigner("correspondent", "方小满", ""),)
    assert read_signature(_OF_A_SOURCE) == WordSignature(signers, "实验小学")
