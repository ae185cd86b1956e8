"""Accounts from a table: which are new, which are there already, and what is wrong in which row.

Looked at first and saved by a second step. No password comes in by a table: who gets an account
sets it by a link. What is there already is never changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from articles import posts
from articles.imports.acts import ImportRefused
from articles.imports.tables import find_columns, read_rows
from articles.models import Reporter, Unit
from articles.roles import CORRESPONDENT

_HEADS = {
    "username": "用户名|登录名|账号|帐号|登录账号|账户",
    "name": "姓名|真实姓名|名字|通讯员|作者",
    "email": "邮箱|电子邮箱|电子邮件|邮件|Email|E-mail",
    "post": "岗位|职务|角色|身份",
    "unit": "单位|供稿单位|所在单位|部门|工作单位",
    "password": "密码|初始密码|口令",
}
_WANTED = "表头要有“用户名”和“姓名”两栏，另外可以有“邮箱”“岗位”“单位”。"
#: A row as it is kept between the two steps.
Cells = dict[str, str]


@dataclass
class NewPerson:
    """An account that the table makes, and what is to be said of it."""

    number: int
    username: str
    name: str
    email: str
    post: str
    unit: str = ""
    reporter: Reporter | None = None
    notes: list[str] = field(default_factory=list)
    account: User | None = None


@dataclass
class PeopleReport:
    """What a table would do, or did: new people, names known already, refused rows, by line."""

    new: list[NewPerson] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_people(data: bytes) -> tuple[list[tuple[int, Cells]], list[str]]:
    """The rows of a table with their numbers, and what is to be said of the table as a whole.

    Passwords are left out here, and go no further. Raises ImportRefused.
    """
    rows, columns = find_columns(read_rows(data, "人员名册"), _HEADS, {"username", "name"}, _WANTED)
    notes = []
    if "password" in columns:
        del columns["password"]
        notes.append(
            "“密码”一栏没有读：密码由本人用链接自己设，不从表格来。请把那一栏从表格里删掉。"
        )
    found = []
    for number, row in rows:
        cells = {name: row[at].strip() for name, at in columns.items() if at < len(row)}
        if any(cells.values()):
            found.append((number, cells))
    if not found:
        raise ImportRefused("表头下面没有人。请一行写一个人再导入。")
    return found, notes


def judge_people(rows: Iterable[tuple[int, Cells]]) -> PeopleReport:
    """What these rows would do, with nothing changed."""
    report, seen = PeopleReport(), set[str]()
    groups = {group.name: group for group in Group.objects.all()}
    known = {name.lower() for name in User.objects.values_list("username", flat=True)}
    for number, cells in rows:
        username = cells.get("username", "")
        try:
            person = _read_person(number, cells, groups)
        except ValidationError as why:
            report.refused.append(f"第{number}行\N{FULLWIDTH COLON}{''.join(why.messages)}")
            continue
        if username.lower() in seen:
            said = f"用户名“{username}”在表里写了两次，只建第一个。"
            report.refused.append(f"第{number}行\N{FULLWIDTH COLON}{said}")
        elif username.lower() in known:
            report.known.append(username)
        else:
            report.new.append(person)
        seen.add(username.lower())
    return report


def _read_person(number: int, cells: Cells, groups: dict[str, Group]) -> NewPerson:
    """Raises ValidationError with what to do about a cell."""
    username, name, email = (cells.get(key, "") for key in ("username", "name", "email"))
    if not username:
        raise ValidationError("没有用户名。请填登录用的名字，字母和数字都行。")
    if not name:
        raise ValidationError("没有姓名。")
    username = User.normalize_username(username)
    _check(username, name)
    if email:
        try:
            validate_email(email)
        except ValidationError as why:
            raise ValidationError(f"邮箱“{email[:40]}”写得不对。") from why
    person = NewPerson(number, username, name, email, CORRESPONDENT)
    _take_post(person, cells.get("post", ""), groups)
    _take_unit(person, cells.get("unit", ""))
    return person


def _check(username: str, name: str) -> None:
    account = User(username=username, first_name=name)
    try:
        account.clean_fields(exclude=["password", "email"])
    except ValidationError as why:
        wrong = next(iter(why.message_dict))
        raise ValidationError(
            f"用户名“{username[:30]}”不能用：只能有汉字、字母、数字和“@.+-_”，最长150个字符。"
            if wrong == "username"
            else f"姓名“{name[:30]}…”太长了。"
        ) from why


def _take_post(person: NewPerson, post: str, groups: dict[str, Group]) -> None:
    if not post:
        return
    if post not in groups:
        offered = "、".join(name for name in groups if not posts.find_signing_of(groups[name]))
        raise ValidationError(f"没有“{post[:20]}”这个岗位。可以写\N{FULLWIDTH COLON}{offered}。")
    if posts.find_signing_of(groups[post]):
        person.notes.append(f"岗位写的是“{post}”：能签发的岗位不能从表格加，按通讯员建。")
        return
    person.post = post


def _take_unit(person: NewPerson, unit: str) -> None:
    """The author of that name who has no account yet, where there is exactly one."""
    row = Unit.objects.same_name(unit).first() if unit else None
    if unit and row is None:
        person.notes.append(f"没有“{unit[:30]}”这个单位，请先在“供稿单位”里建，再到作者那一页选。")
    person.unit = row.name if row else ""
    rows = list(Reporter.objects.same_name(person.name).select_related("unit"))
    same = [each for each in rows if each.user_id is None and (not row or each.unit in (row, None))]
    if len(same) == 1:
        person.reporter = same[0]
    elif rows:
        person.notes.append(f"已有同名的作者“{person.name}”，没有自动对上，请到人员那一页看。")


@transaction.atomic
def save_people(report: PeopleReport) -> list[User]:
    """Make the new accounts; without a password, until they have set one by a link."""
    groups = {group.name: group for group in Group.objects.all()}
    made = []
    for person in report.new:
        account = User(
            username=person.username, first_name=person.name, email=person.email, is_staff=True
        )
        account.set_unusable_password()
        account.save(force_insert=True)
        account.groups.add(groups[person.post])
        if person.reporter:
            person.reporter.user = account
            person.reporter.save(update_fields=["user"])
        person.account = account
        made.append(account)
    return made
