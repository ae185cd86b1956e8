"""Posts that sign: who holds one, who must confirm it, and how somebody gets it.

To hold a post is to have what it signs with through a group or as a permission of one's own. A
superuser may do everything without holding a post, so what a superuser gives is confirmed too.
Nobody decides about themselves, nor about what they asked for.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models import PostRequest
from articles.roles import SIGN_OFF, URGENT, name_of

#: What a post signs with.
_SIGNS = tuple(name.partition(".")[2] for name in (SIGN_OFF, URGENT))


class PostRefused(Exception):  # noqa: N818  a refusal, not a fault
    """The post is not given; the text says in Chinese why, and what to do."""


def find_signing() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="articles", codename__in=_SIGNS)


def find_signing_of(what: Group | Permission) -> set[int]:
    """The keys of the permissions to sign that come with a post, or with a single permission."""
    if isinstance(what, Group):
        return set(find_signing().filter(group=what).values_list("pk", flat=True))
    return {what.pk} & set(find_signing().values_list("pk", flat=True))


def find_held_by(user: User) -> set[int]:
    """The keys of the permissions to sign that the account's posts give it, active or stopped."""
    held = find_signing().filter(Q(group__user=user) | Q(user=user))
    return set(held.values_list("pk", flat=True))


def is_signer(user: User) -> bool:
    """Whether the account holds a post that signs; a stopped one still does."""
    return bool(find_held_by(user))


def may_touch(by: User | AnonymousUser, account: User) -> bool:
    """Whether `by` may change what the account is entered with: name, password, mail address.

    That of a signer is changed by the account itself, another signer or a superuser.
    """
    if not isinstance(by, User):
        return False
    return by.pk == account.pk or by.is_superuser or not is_signer(account) or is_signer(by)


def find_holders(what: Group | Permission) -> QuerySet[User]:
    """Who can give the post: the active accounts that hold all that it signs with."""
    holders = User.objects.filter(is_active=True, is_staff=True)
    for key in find_signing_of(what):
        holders = holders.filter(Q(groups__permissions=key) | Q(user_permissions=key))
    return holders.distinct()


def must_be_confirmed(what: Group | Permission, *, by: User) -> bool:
    """Whether somebody else has to confirm that `by` gives this to an account."""
    return not find_signing_of(what) <= find_held_by(by)


def ask(what: Group | Permission, *, account: User, by: User) -> PostRequest:
    """Have the post wait for who holds it; asked again, the first request stays."""
    kind = {"group": what} if isinstance(what, Group) else {"permission": what}
    return PostRequest.objects.get_or_create(
        account=account, decided_at=None, **kind, defaults={"asked_by": by}
    )[0]


def find_to_decide(user: User) -> QuerySet[PostRequest]:
    """The requests that this account can decide."""
    held = find_held_by(user)
    if not held:
        return PostRequest.objects.none()
    lacking = find_signing().exclude(pk__in=held)
    rows = PostRequest.objects.waiting().exclude(account=user).exclude(asked_by=user)
    rows = rows.exclude(group__permissions__in=lacking).exclude(permission__in=lacking)
    return rows.select_related("account", "group", "permission", "asked_by")


@transaction.atomic
def decide(request: PostRequest, *, by: User, agreed: bool) -> PostRequest:
    """Give what was asked for, or note that it is declined; raises PostRefused."""
    row = PostRequest.objects.select_for_update(of=("self",)).filter(pk=request.pk).first()
    if row is None or row.decided_at is not None:
        raise PostRefused("这件提请已经有人决定过了。")
    if not find_to_decide(by).filter(pk=row.pk).exists():
        raise PostRefused(_why_not(row, by))
    _close(row, by=by, agreed=agreed)
    if agreed:
        _give(row.group or row.permission, row.account)
    return row


def _why_not(row: PostRequest, by: User) -> str:
    if row.account_id == by.pk:
        return "自己的岗位不能由自己确认，请另一位担任这个岗位的人来办。"
    if row.asked_by_id == by.pk:
        return "自己提请的不能由自己确认，请另一位担任这个岗位的人来办。"
    if not row.account.is_active:
        return f"{say_account(row.account)}的账号停用了，重新启用以后才能确认。"
    return f"“{row.what}”要由担任这个岗位的人确认。"


@transaction.atomic
def appoint(account: User, group: Group, *, anyway: bool = False) -> list[str]:
    """Give an account a post at once, as the command does; returns what was done, in Chinese.

    Raises PostRefused for a stopped account, one that has the post, and a post that signs which
    somebody active holds already, unless `anyway`.
    """
    name = say_account(account)
    if not account.is_active:
        raise PostRefused(f"{name}的账号停用了，请先在后台的账号里启用。")
    if account.groups.filter(pk=group.pk).exists():
        raise PostRefused(f"{name}已经担任“{group.name}”，不用再任命。")
    others = find_holders(group).exclude(pk=account.pk) if find_signing_of(group) else None
    if others and not anyway:
        held = "、".join(say_account(each) for each in others[:3])
        raise PostRefused(
            f"“{group.name}”已经有人担任\N{FULLWIDTH COLON}{held}。"
            f"请管理员在账号页给{name}选上，由他们确认；确实要绕过他们，再加--anyway。"
        )
    done = [f"{name}从现在起担任“{group.name}”。"]
    if not account.is_staff:
        done.append(f"{name}的账号原来不能登录后台，现在能了。")
    _give(group, account)
    for row in account.post_requests.filter(decided_at=None, group=group):
        _close(row, by=None, agreed=True)
        done.append("在等确认的提请也就了结了。")
    return done


def _give(what: Group | Permission | None, account: User) -> None:
    """Give it, and let the account in: nobody who keeps the accounts could do it afterwards."""
    if not account.is_staff:
        account.is_staff = True
        account.save(update_fields=["is_staff"])
    if isinstance(what, Group):
        account.groups.add(what)
    elif what is not None:
        account.user_permissions.add(what)


def _close(row: PostRequest, *, by: User | None, agreed: bool) -> None:
    row.decided_by, row.decided_at, row.agreed = by, timezone.now(), agreed
    row.save(update_fields=["decided_by", "decided_at", "agreed"])


def say_account(user: User | None) -> str:
    """Whom a sentence of the log is about: the real name, with the account that it belongs to."""
    name = name_of(user)
    if user is None or name == user.get_username():
        return name
    return (
        f"{name}\N{FULLWIDTH LEFT PARENTHESIS}{user.get_username()}\N{FULLWIDTH RIGHT PARENTHESIS}"
    )
