"""Stylesheets as a production server hands them out: each in one piece."""

import re

import pytest
from django.conf import settings

from newsroom.statics import JOINED, JoinedStaticFilesStorage

pytestmark = pytest.mark.once


@pytest.fixture
def storage(tmp_path):
    files = {
        "css/site.css": '/* a */\n@layer one, two;\n@import url("one.css") layer(one);\n'
        '@import url("parts/two.css") layer(two);\n@supports not (x: y) {\n  p { margin: 0 }\n}\n',
        "css/one.css": "/* of\n   two lines */\n:root { --red: #a00; }\n",
        "css/parts/two.css": '.two {\n  content: "甲";\n}\n',
        "desk/css/desk.css": '@import "base.css";\n.desk { margin: 0; }\n',
        "desk/css/base.css": "body { color: #000; }\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    made = JoinedStaticFilesStorage(location=tmp_path, base_url="/static/")
    made.paths = {name: (made, name) for name in files}
    return made


def collect(storage):
    for _name, _hashed, done in storage.post_process(dict(storage.paths)):
        if isinstance(done, Exception):
            raise done


def test_a_stylesheet_stands_in_one_piece_with_its_layers(storage):
    collect(storage)
    url = storage.url("css/site.css")

    assert re.fullmatch(r"/static/css/site\.all\.[0-9a-f]{12}\.css", url)
    assert storage.open(url.removeprefix("/static/")).read().decode() == (
        "@layer one, two;\n@layer one{:root { --red: #a00; }\n}\n"
        '@layer two{.two {\ncontent: "甲";\n}\n}\n@supports not (x: y) {\np { margin: 0 }\n}\n'
    )
    assert storage.exists(url.removeprefix("/static/") + ".br")
    assert storage.open("desk/css/desk.all.css").read() == (
        b"body { color: #000; }\n.desk { margin: 0; }\n"
    )


def test_a_part_that_changed_is_in_it_the_next_time(storage, tmp_path):
    collect(storage)
    before = storage.url("css/site.css")
    (tmp_path / "css/one.css").write_text(":root { --red: #b00; }\n", encoding="utf-8")
    collect(storage)

    assert storage.url("css/site.css") != before
    assert b"#b00" in storage.open("css/site.all.css").read()


@pytest.mark.parametrize("name", JOINED)
def test_our_own_are_whole_and_only_the_plain_page_stands_outside_of_layers(name):
    storage = JoinedStaticFilesStorage(location=settings.BASE_DIR / "static", base_url="/static/")
    joined = storage.join(name)
    depth, outside = 0, ""
    for each in re.split(r"([{}])", joined):
        depth += (each == "{") - (each == "}")
        outside += each if depth == 0 and each != "}" else ""

    assert ("@import" in joined, "/*" in joined, depth) == (False, False, 0)
    if name == "css/site.css":
        heads = [part.strip() for part in re.split(r"\n+|;", outside) if part.strip()]
        assert {re.sub(r"@layer .*", "@layer", head) for head in heads} == {
            "@layer", "@supports not (accent-color: auto)"
        }  # fmt: skip


def test_the_marks_of_a_body_mean_nothing_elsewhere_on_a_page():
    marked = re.compile(r"([^\s,{}]*\s*)\.(?:numeric|wide|short-\d)(?![\w-])")
    files = (settings.BASE_DIR / "static" / "css").rglob("*.css")
    before = {each for file in files for each in marked.findall(file.read_text(encoding="utf-8"))}

    assert before == {".body "}
