"""What readers are told of the use of AI: words that anybody sees, as 人工智能生成合成内容标识办法
(of 1 September 2025) asks for.
"""

from __future__ import annotations

#: By the values of `TextAi` and `PhotoAi` in models/states.py.
_OF_TEXT = {
    "part": "本文部分内容由人工智能生成，经编辑核对。",
    "whole": "本文由人工智能生成，经编辑核对。",
}
#: The same where only a card's line has room for it.
_OF_TEXT_BRIEFLY = {"part": "部分文字由人工智能生成", "whole": "文字由人工智能生成"}
_OF_PHOTO = {"part": "人工智能合成", "whole": "人工智能生成"}


def say_of_text(use: str) -> str:
    """The sentence that stands with a text; "" where nothing was declared."""
    return _OF_TEXT.get(use, "")


def say_briefly_of_text(use: str) -> str:
    """The words that stand on the card of a text; "" where nothing was declared."""
    return _OF_TEXT_BRIEFLY.get(use, "")


def say_of_photo(use: str) -> str:
    """The words that stand with a photo; "" where nothing was declared."""
    return _OF_PHOTO.get(use, "")
