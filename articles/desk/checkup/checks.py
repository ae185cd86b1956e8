"""What is looked at, one function for each thing. None of them raises what a fault brings."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from articles import events, health
from articles.accounts import factors
from articles.desk.times import say_age, say_moment
from articles.fonts import NoFonts, faces
from articles.imports.office import find_office
from articles.legal import find_empty
from articles.models import Backup, FactorApp, SiteSettings
from articles.posts import say_account
from articles.text.scans import is_installed

BAD, WARN, OK = "bad", "warn", "ok"
#: The back end that a worker of its own serves.
_WORKER: str = "django_tasks_db"
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class HouseCheck:
    """What was looked at, how it is (bad, warn or ok), and in words: what is so, what to do."""

    name: str
    state: str
    sentence: str
    hint: str = ""


def look_at_footer() -> HouseCheck:
    lacking = find_empty(SiteSettings.objects.current())
    if lacking:
        said = "；".join(f"“{label}”空着：{why}" for label, why in lacking)
        return HouseCheck("网站页脚", WARN, f"{said}。", "在“后台”的网站设置里填。")
    return HouseCheck("网站页脚", OK, "法规要写明的都填了。")


def look_at_address() -> HouseCheck:
    address = settings.SITE_URL
    if not address.startswith("https://"):
        said = f"{address}不是https，密码和登录在路上看得见。"
        return HouseCheck("网址", BAD, said, "给网站装上证书，把SITE_URL设成https开头的。")
    if not settings.TRUSTED_PROXIES:
        said = f"{address}；没有说前面是哪个网页服务器，登录失败算不清是从哪里来的。"
        return HouseCheck("网址", WARN, said, "前面有nginx之类的，设TRUSTED_PROXIES=127.0.0.1。")
    return HouseCheck("网址", OK, f"{address}。")


def look_at_mail() -> HouseCheck:
    if not settings.EMAIL_ENABLED:
        said = "没有设邮件服务器：通知只在工作台上看得到，忘了密码不能自己找回。"
        return HouseCheck("邮件", WARN, said, "设EMAIL_URL和DEFAULT_FROM_EMAIL。")
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        said = f"发件人是{settings.DEFAULT_FROM_EMAIL}，多半会被退回。"
        return HouseCheck("邮件", WARN, said, "设DEFAULT_FROM_EMAIL。")
    return HouseCheck(
        "邮件", OK, f"由{settings.EMAIL_HOST}发出，发件人{settings.DEFAULT_FROM_EMAIL}。"
    )


def look_at_backup() -> HouseCheck:
    newest = Backup.objects.newest()
    how = "每天夜里用manage.py backup备份，存到另一台机器上。"
    if newest is None:
        return HouseCheck("备份", BAD, "一次也没有备份过。机器坏了，就什么都没有了。", how)
    age = timezone.now() - newest.made_at
    said = (
        f"最近一次是{say_age(newest.made_at)}前，{say_moment(newest.made_at)}，"
        f"{max(1, newest.size // _MEGABYTE):,} MB。"
    )
    if newest.missing:
        said += f"当时缺{newest.missing}个文件。"
    if age < -timedelta(hours=1):
        said = f"最近一次记在{say_moment(newest.made_at)}，还没有到：服务器的时钟不对。"
        return HouseCheck("备份", BAD, said, "对准时钟，再备份一次。")
    state = BAD if age > timedelta(days=3) else WARN if age > timedelta(hours=26) else OK
    state = WARN if newest.missing and state == OK else state
    return HouseCheck("备份", state, said, "" if state == OK else how)


def look_at_fonts() -> HouseCheck:
    try:
        found = faces()
    except NoFonts:
        said = "没有可用的中文字体：报纸、审签单等PDF做不了。"
        return HouseCheck("字体", BAD, said, "在服务器上运行make fonts。")
    if found.kai == found.song:
        lacking = "".join(f"；印不出一些{each}" for each in found.lacking)
        said = f"宋体{found.song}，黑体{found.hei}；没有楷体，用宋体代{lacking}。"
        return HouseCheck("字体", WARN, said, "装上fonts-arphic-gkai00mp之类的楷体。")
    said = f"宋体{found.song}，黑体{found.hei}，楷体{found.kai}"
    if found.lacking:
        lacking = "、".join(found.lacking)
        hint = "运行make fonts；生僻字要装fonts-hanazono或fonts-babelstone-han。"
        state = OK if found.lacking == ["生僻字"] else WARN
        return HouseCheck(
            "字体", state, f"{said}；印不出一些{lacking}，稿件里写到时校对会说。", hint
        )
    return HouseCheck("字体", OK, f"{said}。")


def look_at_worker() -> HouseCheck:
    if not apps.is_installed(_WORKER):
        said = "成品在网页请求里做：做的时候那一页要等一会儿。"
        return HouseCheck("后台任务", OK, said, "成品多的话，设TASKS_BACKEND，另起一个db_worker。")
    late = timezone.now() - timedelta(minutes=5)
    rows = apps.get_model(_WORKER, "DBTaskResult")._default_manager.filter(status="READY")
    oldest = rows.order_by("enqueued_at").first()
    if oldest and oldest.enqueued_at < late:
        said = f"有{rows.count()}件在等，最久的等了{say_age(oldest.enqueued_at)}：工人没有在干活。"
        return HouseCheck("后台任务", BAD, said, "在服务器上看db_worker是不是停了。")
    return HouseCheck("后台任务", OK, f"在干活，{rows.count()}件在等。")


def look_at_factor() -> HouseCheck:
    if settings.SECOND_FACTOR == "none":
        said = "没有要求签发的和管账号的人用两步验证：知道密码就能签发。"
        return HouseCheck("两步验证", WARN, said, "设SECOND_FACTOR=signers。")
    has = FactorApp.objects.filter(confirmed=True).values("user")
    rows = User.objects.filter(is_active=True, is_staff=True).exclude(pk__in=has)
    entered = rows.filter(~Q(last_login=None))
    lacking = [say_account(user) for user in entered[:500] if factors.must_have(user)]
    plain = FactorApp.count_unsealed()
    if plain:
        said = f"{plain}个账号的密钥在数据库里没有加密：拿到备份的人就能算出验证码。"
        return HouseCheck("两步验证", WARN, said, "运行一次manage.py seal_factors。")
    if lacking:
        said = (
            f"{'、'.join(lacking[:3])}{f'等{len(lacking)}人' if len(lacking) > 3 else ''}还没有开。"
        )
        return HouseCheck("两步验证", WARN, said, "下次登录时会先要求设好，设好以前进不来。")
    return HouseCheck("两步验证", OK, "必须开的都开了。")


def look_at_supervisor() -> HouseCheck:
    """A process tells by its environment who started it: deploy/, systemd or make serve."""
    if any(os.environ.get(name) for name in ("END_WITH_SERVER", "INVOCATION_ID", "MAKELEVEL")):
        return HouseCheck("守护进程", OK, "服务停了会自己起来。")
    said = "看不出有守护进程：服务停了不会自己起来。"
    return HouseCheck("守护进程", WARN, said, "用make serve，或者deploy/里的systemd单元来跑。")


def look_at_disk() -> HouseCheck:
    found = [shutil.disk_usage(place) for place in health.find_data_folders()]
    if not found:
        return HouseCheck("磁盘", WARN, "放数据的目录还没有。", "先运行manage.py migrate。")
    worst = min(found, key=lambda usage: usage.free)
    share = 100 * worst.free // worst.total
    said = f"还剩{worst.free / 1024**3:.1f} GB，{share}%。"
    state = BAD if worst.free < 500 * _MEGABYTE else WARN if share < 10 else OK
    hint = "清理磁盘，或者换一块大的：满了就存不进稿件和图片。" if state != OK else ""
    return HouseCheck("磁盘", state, said, hint)


#: What `health.look_deeply` finds of database and media, in words: what is so, and what to do.
_FAULTS = {
    "does not answer": ("数据库没有应答。", "看数据库是不是停了，磁盘是不是满了。"),
    "locked": (
        "数据库被别的程序占着，现在存不进去。",
        "过一会儿再看；一直这样，看服务器上还有什么在用它。",
    ),
    "can't be written": (
        "数据库现在只能读，不能存。",
        "看磁盘是不是满了，放数据库的目录许不许写。",
    ),
    health.BROKEN_OFF: (
        "恢复备份做到一半断了，图片和稿件对不上。",
        "停下网站，把同一条restore命令再运行一次。",
    ),
    health.OPEN: (
        "放图片和文件的存储桶谁都能读，没有公开的图片也会被看到。",
        "马上在存储服务里把这个桶设成私有。",
    ),
    health.LOST: (
        "放图片的目录能写，可是最新的图片不在里面。",
        "看MEDIA_ROOT是不是指错了，盘有没有挂上。",
    ),
}
_FAULT_OF_CACHE = (
    "Redis没有应答。网站照常，只是慢一些，阅读数可能多算。",
    "看Redis是不是停了，CACHE_URL写得对不对。",
)


def look_at_database() -> HouseCheck:
    found = health.look_deeply()
    if found["database"] != "ok":
        said = _FAULTS.get(found["database"], _FAULTS["does not answer"])
        return HouseCheck("数据库", BAD, *said)
    if found["migrations"] != "ok":
        return HouseCheck("数据库", BAD, "升级没有做完。", "运行manage.py migrate。")
    if found["media"] != "ok":
        said = "放图片的目录写不进去。", "看MEDIA_ROOT在不在、能不能写。"
        if settings.S3_BUCKET:
            said = (
                "放图片和文件的存储桶连不上，或者不许写。",
                "看S3_ENDPOINT等设置，密钥有没有过期。",
            )
        return HouseCheck("数据库", BAD, *_FAULTS.get(found["media"], said))
    if found.get("cache", "ok") != "ok":
        return HouseCheck("数据库", WARN, *_FAULT_OF_CACHE)
    return HouseCheck("数据库", OK, "数据库和放图片的目录都能读能写。")


def look_at_clock() -> HouseCheck:
    if health.find_fault_of_clock():
        said = "服务器的时钟比已经记下的事情还早：它曾经走快过，或者现在慢了。"
        hint = "对准时钟（装chrony之类的），再看有没有稿件提前公开过。"
        return HouseCheck("时钟", BAD, said, hint)
    return HouseCheck("时钟", OK, "没有往回走过。")


def look_at_events() -> HouseCheck:
    verdict = events.verify(newest=2000)
    if verdict.faults:
        said = f"{verdict.faults[0]}有人绕过程序改过。"
        return HouseCheck(
            "安全留痕", BAD, said, "运行manage.py verify_events，对照每月导出的文件。"
        )
    return HouseCheck("安全留痕", OK, f"最近{verdict.lines:,}条前后接得上。")


def look_at_extras() -> HouseCheck:
    office = "装了" if find_office() else "没有装，.doc和.wps读不了"
    engine = "装了" if is_installed() else "没有装，扫描件读不了"
    return HouseCheck("可装可不装的", OK, f"LibreOffice{office}；文字识别{engine}。")


#: In the order of the page; those with True need the database.
CHECKS = (
    (look_at_backup, True), (look_at_factor, True), (look_at_disk, False),
    (look_at_database, True), (look_at_clock, True), (look_at_address, False),
    (look_at_mail, False), (look_at_fonts, False), (look_at_worker, True),
    (look_at_supervisor, False), (look_at_footer, True), (look_at_events, True),
    (look_at_extras, False),
)  # fmt: skip
