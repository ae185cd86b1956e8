"""`manage.py import_page` starts quickly: it loads only what it needs."""

import json
import os
import subprocess
import sys

from django.conf import settings

PAGE = """望江人行桥昨起通行

■ 通讯员 方小满

昨天上午，横跨青石河的望江人行桥正式通行，两岸居民步行往来由原来的二十五分钟缩短到四分钟。
"""
#: Each of them takes a tenth of a second or more.
SLOW = {
    "articles.admin", "articles.views", "pypinyin", "rjieba", "jieba",
    "articles.text.layout", "articles.text.outside", "pypdfium2",
}  # fmt: skip


def test_reading_a_page_from_the_command_line_loads_neither_the_admin_nor_a_segmenter(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")

    run = subprocess.run(
        [sys.executable, "manage.py", "import_page", "--dry-run", "--json", str(page)],
        capture_output=True,
        text=True,
        check=True,
        cwd=settings.BASE_DIR,
        env=os.environ | {"PYTHONPROFILEIMPORTTIME": "1"},
    )

    assert json.loads(run.stdout)["stories"][0]["headline"] == "望江人行桥昨起通行"
    loaded = {line.rsplit("|", 1)[-1].strip() for line in run.stderr.splitlines()}
    assert "articles.text.page" in loaded
    assert loaded & SLOW == set()


def test_addresses_of_the_admin_are_known_to_a_command_that_starts_without_it():
    code = (
        "import os, sys; os.environ['ADMIN_LATER'] = '1'; import django; django.setup();"
        "loaded = 'articles.admin' in sys.modules; from django.urls import reverse;"
        "print(loaded, reverse('admin:articles_importedpage_change', args=[7]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "SECRET_KEY": "k" * 50},
    )

    assert run.stdout.split() == ["False", "/admin/articles/importedpage/7/change/"]
