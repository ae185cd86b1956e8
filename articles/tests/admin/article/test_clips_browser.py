"""Sound and film in a browser: sent from a phone, described, signed off, played by the keyboard."""

import pytest
from playwright.sync_api import expect

from articles import roles
from articles.models import Article
from articles.tests import make, sounds
from articles.tests.clients import url
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: Ends when it is heard or seen, and when its captions are there.
HEARD = """each => new Promise(done => {
    const look = () => each.currentTime > 0.1 ? done(true) : setTimeout(look, 50);
    look();
})"""
CUES = """each => new Promise(done => {
    const look = () => {
        const cues = each.textTracks[0].cues;
        cues?.length ? done(cues.length) : setTimeout(look, 50);
    };
    look();
})"""
SIZES = [(390, 844), (1280, 800)]


def send(desk, name, data):
    desk.get_by_label("加一个").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    desk.get_by_role("button", name="保存").click()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_sound_and_film_go_from_a_phone_to_readers(browse, width, height):
    size = {"width": width, "height": height}
    writer = make.member(roles.CORRESPONDENT)
    article = make.article(headline="末班船", created_by=writer, photos=1)
    desk = browse(writer, viewport=size)
    desk.goto(url("change", article))
    desk.get_by_role("link", name="加音视频、写说明和文字稿").click()
    send(desk, "开会.mp4", b"MZ" + bytes(99))
    expect(desk.locator(".messagelist")).to_contain_text("“开会.mp4”没有收：不是能在网页上放的")
    send(desk, "汽笛.bin", sounds.horn())
    expect(desk.locator(".messagelist")).to_contain_text("“汽笛.bin”收下了")
    send(desk, "渡船", sounds.WEBM)
    expect(desk.get_by_role("heading", name="视频 2")).to_be_visible()
    desk.get_by_label("说明").nth(0).fill("两声汽笛")
    desk.get_by_label("文字稿").nth(0).fill("汽笛两声。")
    desk.get_by_label("说明").nth(1).fill("渡船离岸")
    desk.get_by_label("封面").select_option("1")
    desk.get_by_label("字幕").nth(1).set_input_files(
        {"name": "字幕.vtt", "mimeType": "text/vtt", "buffer": sounds.VTT}
    )
    assert measure_overflow(desk) <= 0
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_text("已有字幕")).to_be_visible()
    make.sign(Article.objects.get())

    reader = browse(viewport=size)
    reader.goto(article.get_absolute_url())
    assert measure_overflow(reader) <= 0
    heard = reader.locator("audio")
    seconds = """each => new Promise(done => {
        const tell = () => done(each.duration);
        each.readyState ? tell() : each.onloadedmetadata = tell;
    })"""
    assert heard.evaluate(seconds) == 5
    heard.focus()
    reader.keyboard.press("Space")
    heard.evaluate(HEARD)
    film = reader.locator("video")
    assert film.evaluate("each => each.poster").endswith(".webp")
    assert film.evaluate("each => each.textTracks.length") == 1
    film.evaluate("each => { each.muted = true; return each.play() }")
    film.evaluate(HEARD)
    assert film.evaluate(CUES) == 1
    reader.get_by_text("文字稿").click()
    expect(reader.get_by_text("汽笛两声。")).to_be_visible()
    reader.locator(".strip-link[value=elder]").click()
    expect(reader.locator("html[data-view=elder] audio")).to_be_visible()
    assert measure_overflow(reader) <= 0
