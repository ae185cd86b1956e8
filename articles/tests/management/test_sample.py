"""`sample`: what it says of the demo accounts is true, at every run."""

import re

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from articles.imports import demo, sample
from articles.models import Article, SiteSettings, Status

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def run(settings, tmp_path, monkeypatch, capsys):
    """`run(password=None)` → what a run in DEBUG prints, where the bulletin is there already."""
    settings.DEBUG, settings.VAR_DIR = True, tmp_path
    monkeypatch.delenv("SAMPLE_PASSWORD", raising=False)
    items = sample.read("bulletin.json")["articles"]
    Article.objects.bulk_create(Article(archive_id=f"sample-{item['id']}") for item in items)

    def run_sample(password=None):
        with monkeypatch.context() as patch:
            if password:
                patch.setenv("SAMPLE_PASSWORD", password)
            call_command("sample")
        return capsys.readouterr().out

    return run_sample


def promised(printed):
    """The accounts that are said to open, with the password that is printed."""
    found = re.search("演示账号：(.+)\n密码：(.+)\n", printed)
    return found and (re.findall("[a-z]+", found[1]), found[2])


def opened(password):
    users = User.objects.in_bulk(demo.POSTS, field_name="username")
    return [
        n
        for n in demo.POSTS
        if n in users and users[n].is_active and users[n].check_password(password)
    ]


def test_the_password_that_is_printed_opens_and_no_other_is_printed(run):
    names = list(demo.POSTS)
    first = run()
    names_said, password = promised(first)
    assert names_said == opened(password) == names
    assert "演示账号手上的稿件：新载入25篇。" in first

    again = run()
    assert promised(again) == (names, password)
    assert "手上的稿件" not in again

    assert promised(run("换过的密码")) == (names, "换过的密码")
    assert opened("换过的密码") == names

    without = run()
    assert promised(without) is None
    assert password not in without
    assert f"另设过密码的演示账号，密码照旧：{names[0]}" in without
    assert "SAMPLE_PASSWORD=新密码 make run" in without
    assert opened("换过的密码") == names

    User.objects.filter(username="chief").update(is_active=False)
    User.objects.filter(username="staff").update(username="yu")
    mixed = run()
    assert promised(mixed) == (["staff"], password)
    assert opened(password) == ["staff"]
    assert "停用了的演示账号，没有动：chief（总编）\n" in mixed

    assert promised(run("最后一个")) == ([n for n in names if n != "chief"], "最后一个")


def test_where_the_settings_do_not_let_the_demo_work_in_there_is_still_a_way_in(run):
    site = SiteSettings.objects.current()
    site.proofs_required = 3
    site.save()

    printed = run("密码")

    assert "演示账号手上的稿件没有载入，这里的设置或岗位不许：才校过1次，签发前要3校" in printed
    assert promised(printed) == (list(demo.POSTS), "密码")
    assert not Article.objects.filter(status=Status.WITHDRAWN).exists()


def test_a_real_site_gets_no_demo_accounts(run, settings):
    settings.DEBUG = False

    assert run("密码") == "示例报纸：新载入0篇。\n"
    assert not User.objects.exists()
    assert not Article.objects.filter(archive_id__startswith="demo-").exists()
