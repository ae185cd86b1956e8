"""No English sentence meets an editor, whoever wrote it: Django's own are looked at in whole."""

import gettext
import re
from pathlib import Path

import django
import pytest
from django import forms
from django.contrib.auth.password_validation import get_default_password_validators
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation.trans_real import DjangoTranslation

pytestmark = pytest.mark.once

#: What our pages show of Django: its forms and lists, accounts, sessions.
APPS = ("conf", "contrib/admin", "contrib/auth", "contrib/contenttypes", "contrib/sessions")
#: A mark of English behind a Chinese character.
HALF_WIDTH = re.compile(r"[一-鿿][.:?!]( |$)|[一-鿿][,;]")
#: Three words of Latin letters after each other.
ENGLISH = re.compile(r"[A-Za-z]{2,}(?:[ ,]+[A-Za-z’']{2,}){2,}")


def sentences():
    """(domain, Django's own words), by a catalogue that lacks none: the keys of the German one."""
    for app in APPS:
        folder = Path(django.__file__).parent / app / "locale/de/LC_MESSAGES"
        for domain in ("django", "djangojs"):
            if (folder / f"{domain}.mo").exists():
                with (folder / f"{domain}.mo").open("rb") as file:
                    for key in filter(None, gettext.GNUTranslations(file)._catalog):
                        yield domain, key


def say(catalogue, key):
    """(the English words, the Chinese ones)"""
    words = key[0] if isinstance(key, tuple) else key
    context, _, text = words.rpartition("\x04")
    if isinstance(key, tuple):
        return text, catalogue.ngettext(text, text, 2)
    return text, catalogue.pgettext(context, text) if context else catalogue.gettext(text)


def test_every_sentence_of_djangos_own_has_its_chinese():
    catalogues = {name: DjangoTranslation("zh-hans", name) for name in ("django", "djangojs")}
    told = [say(catalogues[domain], key) for domain, key in sentences()]
    english = [chinese for text, chinese in told if text == chinese and ENGLISH.search(text)]

    assert len(told) > 500
    assert english == []


def test_djangos_chinese_has_chinese_marks():
    catalogues = {name: DjangoTranslation("zh-hans", name) for name in ("django", "djangojs")}
    told = [say(catalogues[domain], key)[1] for domain, key in sentences()]

    # A list that a filter reads, not words: “yes,no,maybe”.
    assert [each for each in told if HALF_WIDTH.search(each)] == ["是,否,也许"]


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("没有保存.", True), ("删除所选的, 将要求删除", True), ("下列对象:", True), ("真的?", True),
        ("没有保存。", False), ("最多3.5米", False), ("见 a.txt", False), ("10:30", False),
    ],
)  # fmt: skip
def test_a_mark_after_chinese_words_is_a_chinese_one(words, wrong):
    assert (HALF_WIDTH.search(words) is not None) is wrong


@pytest.mark.parametrize(
    "password", ["短", "12345678901234", "password123", "shenyanqiu-1", "linjiang2026"]
)
def test_each_password_that_is_refused_is_refused_in_chinese(db, password, django_user_model):
    user = django_user_model(
        username="shenyanqiu", first_name="沈砚秋", email="yq@linjiang.example"
    )
    said = []
    with translation.override("zh-hans"):
        for validator in get_default_password_validators():
            try:
                validator.validate(password, user)
            except ValidationError as why:
                said += why.messages
            said.append(validator.get_help_text())

    assert len(said) > len(get_default_password_validators())
    assert [each for each in said if not re.search("[一-鿿]", each)] == []
    assert [each for each in said if ENGLISH.search(each)] == []


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (forms.DateField(), "2027-02-29", "没有这一天，或者写法不对。请写成2026-11-30这样。"),
        (forms.DateField(), "", "这一项要填。"),
        (forms.TimeField(), "24:00", "没有这个时刻，或者写法不对。请写成09:30这样。"),
        (forms.IntegerField(), "三", "请写一个整数，例如3。"),
        (forms.IntegerField(max_value=4), "5", "最大只能是4，请改小。"),
        (forms.IntegerField(min_value=4), "3", "最小只能是4，请改大。"),
        (forms.DecimalField(), "x", "请写一个数，例如3或3.5。"),
        (forms.EmailField(), "x@", "电子邮箱写得不对，例如name@example.cn。"),
        (forms.FileField(), None, "这一项要填。"),
    ],
)
def test_what_is_typed_wrongly_is_answered_by_what_to_do(field, typed, said):
    with translation.override("zh-hans"), pytest.raises(ValidationError) as refused:
        field.clean(typed)
    assert refused.value.messages == [said]


@pytest.mark.parametrize("typed", ["2028-02-29", "2026-11-30", "2026/11/30"])
def test_a_day_that_there_is_needs_no_answer(typed):
    with translation.override("zh-hans"):
        assert forms.DateField().clean(typed)
