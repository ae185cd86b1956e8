"""What the style sheets of a saved page or a mail hid or struck out comes in with no manuscript."""

import time

import pytest

from articles.imports.material import read_material
from articles.tests.material import mail

BODY = "鹿鸣街道的食堂添了半份菜，老人说吃得完，也吃得起，街道说下个月还要再添两样。"
HIDDEN = "<p>共<i class=d>八</i>五种。<span class=x>内部数据</span></p>"
CSS = ".x{display:none} .art p>.d{text-decoration:line-through}"
TOLD = {"deleted": ("八",), "hidden": ("内部数据",)}


def page(head, body=HIDDEN, around=""):
    text = f"<div class=content><p>{BODY}</p><p>{BODY}</p>{body}</div>"
    return f"<html><head><title>食堂</title>{head}</head><body><div class=art {around}>{text}</div>"


def saved(html, css):
    return (
        "From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/related; "
        'boundary="b"\nSnapshot-Content-Location: https://x.cn/\n\n--b\nContent-Type: text/html\n'
        f"Content-Transfer-Encoding: 8bit\n\n{html}\n--b\nContent-Type: text/css\n"
        f"Content-Location: cid:css-1@mhtml.blink\n\n{css}\n--b--\n"
    )


def read(data):
    material = read_material(data if isinstance(data, bytes) else data.encode(), "a")
    (story,) = material.stories
    return story.body, {note.code: note.passages for note in material.notes}


@pytest.mark.parametrize(
    "data",
    [
        page(f"<style>{CSS}</style>"),
        page(f"<style media=screen>{CSS}</style><style media=print>p{{display:none}}</style>"),
        saved(page("<link rel=stylesheet href='cid:css-1@mhtml.blink'>"), CSS),
        mail(html=page(f"<style>{CSS}</style>"), From="a@b.cn", Subject="食堂"),
    ],
    ids=["page", "media", "saved in one file", "mail"],
)
def test_what_a_page_hid_or_struck_out_by_its_style_sheets_is_told_and_no_text(data):
    body, notes = read(data)

    assert body.endswith("<p>共五种。</p>")
    assert {code: notes[code] for code in TOLD} == TOLD


@pytest.mark.parametrize(
    "data",
    [
        page("<noscript><style>.art{display:none}</style></noscript>", ""),
        page("<style>.art{display:none}</style>", ""),
        page("", "", "style='display:none'"),
    ],
)
def test_a_page_that_a_script_would_have_shown_is_read(data):
    assert read(data)[0] == f"<p>{BODY}</p><p>{BODY}</p>"


def test_what_a_page_struck_out_is_told_whole():
    long = "删去的一段话，比一句话长得多，写的人要能从头到尾再看一遍，才知道删的是什么。" * 3
    assert read(page("", f"<p>留<del>{long}</del>" * 5))[1]["deleted"] == (long,) * 5


def test_a_page_that_links_a_large_style_sheet_again_and_again_is_read():
    link = "<link rel=stylesheet href='cid:css-1@mhtml.blink'>"

    body, notes = read(saved(page(link * 40), CSS + "/*" + "x" * 300_000 + "*/"))

    assert body.endswith("<p>共五种。</p>")
    assert {code: notes[code] for code in TOLD} == TOLD


def test_a_mail_of_opening_brackets_is_read_in_bounded_time():
    begun = time.process_time()
    read(mail(text=f"{BODY}\n\n{BODY}", html="<" * 100_000, From="a@b.cn", Subject="食堂"))
    assert time.process_time() - begun < 5
