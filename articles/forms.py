"""What a reader types into the search page."""

from django import forms
from django.core.exceptions import ValidationError

LONGEST, MOST_WORDS = 100, 8


class WordsField(forms.CharField):
    """Words apart by spaces, full-width ones too; cleaned into a list of them."""

    default_error_messages = {
        "too_long": f"检索词太长，最多{LONGEST}个字。请只留最要紧的几个词。",
        "too_many": f"检索词太多，最多{MOST_WORDS}个。请只留最要紧的几个。",
        "no_words": "检索词里没有可以查找的字，请写上汉字、字母或数字。",
        "null_characters_not_allowed": "检索词里有无法显示的字符，请重新输入。",
    }

    def clean(self, value):
        text = value or ""
        if "\0" in text:
            raise self._error("null_characters_not_allowed")
        if len(text) > LONGEST:
            raise self._error("too_long")
        words = list(dict.fromkeys(text.split()))
        if len(words) > MOST_WORDS:
            raise self._error("too_many")
        if words and not any(character.isalnum() for character in text):
            raise self._error("no_words")
        return words

    def _error(self, code):
        return ValidationError(self.error_messages[code], code=code)


class SearchForm(forms.Form):
    def full_clean(self):
        super().full_clean()
        for name in self.errors.keys() & {"from", "to"}:
            # A browser's date field would not show what was typed.
            self.fields[name].widget.attrs["type"] = "text"

    def clean(self):
        facts = super().clean()
        first, last = facts.get("from"), facts.get("to")
        if first and last and first > last:
            self.add_error("to", "截止日期早于起始日期，请对调过来。")
        return facts
