"""The roles of the newsroom: each is a group of accounts with the permissions listed here."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.db.models import Q, QuerySet

VIEW = "articles.view_article"
ADD = "articles.add_article"
HANDLE = "articles.handle_article"
FIRST_REVIEW = "articles.first_review_article"
SECOND_REVIEW = "articles.second_review_article"
SIGN_OFF = "articles.sign_off_article"
URGENT = "articles.urgent_article"
PROOF = "articles.proof_article"
VIEW_ISSUE = "articles.view_issue"
ADD_ISSUE = "articles.add_issue"
CHANGE_ISSUE = "articles.change_issue"
SEAL_ISSUE = "articles.seal_issue"
EXPORT_ISSUE = "articles.export_issue"
VIEW_CONTRIBUTIONS = "articles.view_contributions"
FREEZE_MONTH = "articles.freeze_month"

CORRESPONDENT, EDITOR, DESK, CHIEF, STAFF, ADMINISTRATOR = (
    "通讯员", "责任编辑", "部门主任", "总编", "出版", "管理员",
)  # fmt: skip
#: What each of them is for, as the page of a person says it.
DUTIES = {
    CORRESPONDENT: "写稿、送审，只看自己的",
    EDITOR: "整理来稿、初审",
    DESK: "复审",
    CHIEF: "终审签发，由总编确认才生效",
    STAFF: "版面、成品、封存",
    ADMINISTRATOR: "管账号、网站设置和名录，不看稿件",
}
#: The mark of an account that may do everything; printed wherever its posts are.
SUPERUSER = "超级用户"

_WRITING = (
    "add_article", "change_article", "view_article", "add_plannedstory", "view_plannedstory",
)  # fmt: skip
_NAMES = tuple(
    f"{act}_{noun}"
    for noun in ("campaign", "place", "reporter", "unit")
    for act in ("add", "change", "view")
)
_TERMS = (
    "add_term", "change_term", "delete_term",
    "add_reprintsource", "change_reprintsource", "delete_reprintsource",
    "add_tenure", "change_tenure", "delete_tenure",
)  # fmt: skip
_SECTIONS = ("add_section", "change_section", "delete_section", "delete_subject")
_OUTSIDE = ("add_outsideuse", "change_outsideuse", "delete_outsideuse", "view_outsideuse")
_TARGETS = ("add_yeartarget", "change_yeartarget", "delete_yeartarget", "view_yeartarget")
_EDITING = (
    *_WRITING, *_NAMES, "handle_article", "proof_article", "view_step",
    "add_importedpage", "change_importedpage", "view_importedpage",
    "add_pin", "change_pin", "delete_pin", "view_pin",
    "add_matter", "change_matter", "delete_matter", "view_matter",
    "view_correction", "change_correction", "view_issue", "view_contributions", "view_term",
    "view_reprintsource", "add_subject", "change_subject", "view_subject", "view_tenure",
    "view_readermessage", "change_readermessage",
    *_OUTSIDE, "view_yeartarget", "view_section", "change_plannedstory", "delete_plannedstory",
)  # fmt: skip

#: The codenames of each role's permissions; an account may have several roles.
ROLES = {
    CORRESPONDENT: _WRITING,
    EDITOR: (*_EDITING, "first_review_article"),
    DESK: (
        *_EDITING, *_TERMS, *_TARGETS, *_SECTIONS, "second_review_article", "delete_readermessage",
        *(f"delete_{noun}" for noun in ("campaign", "place", "reporter", "unit")),
    ),
    CHIEF: (
        *_EDITING, *_TERMS, *_TARGETS, *_SECTIONS, "sign_off_article", "urgent_article",
        "export_issue", "seal_issue", "delete_readermessage",
        "view_sitesettings", "change_sitesettings",
        *(f"delete_{noun}" for noun in ("campaign", "place", "reporter", "unit")),
    ),
    STAFF: (
        "view_issue", "add_issue", "change_issue", "export_issue", "seal_issue",
        "view_contributions", "freeze_month", "view_pointrule", "add_pointrule", "change_pointrule",
        "view_article", "proof_article", "view_step", "view_correction", "change_correction",
        *(name for name in _NAMES if name.startswith("view_")),
        "add_pin", "change_pin", "delete_pin", "view_pin", *_OUTSIDE, *_TARGETS,
        "view_plannedstory",
    ),
    ADMINISTRATOR: (
        *_NAMES, *(f"delete_{noun}" for noun in ("campaign", "place", "reporter", "unit")),
        "view_step", "change_sitesettings", "view_sitesettings",
        "add_user", "change_user", "view_user", "view_group",
    ),
}  # fmt: skip


def sync(group: type[Group] = Group, permission: type[Permission] = Permission) -> list[str]:
    """Give each role's group exactly its permissions, and create the groups that are missing.

    Returns the names of the roles that were created or changed. A migration passes the models of
    its own time.
    """
    known = {
        row.codename: row
        for row in permission.objects.filter(content_type__app_label__in=["articles", "auth"])
    }
    touched = []
    for name, codenames in ROLES.items():
        row, created = group.objects.get_or_create(name=name)
        # While migrations run, permissions that later ones add do not exist yet.
        wanted = {known[codename].pk for codename in codenames if codename in known}
        if created or set(row.permissions.values_list("pk", flat=True)) != wanted:
            row.permissions.set(wanted)
            touched.append(name)
    return touched


def find_active_holders(permissions: Iterable[str]) -> QuerySet[User]:
    """The accounts in use that hold one of these permissions of the newsroom, each once."""
    names = [permission.partition(".")[2] for permission in permissions]
    held = Permission.objects.filter(codename__in=names, content_type__app_label="articles")
    return User.objects.filter(
        Q(groups__permissions__in=held) | Q(user_permissions__in=held),
        is_active=True,
        is_staff=True,
    ).distinct()


def name_of(user: User | None) -> str:
    """What an account's person is called: the real name, or else the account; "" for nobody."""
    return (user.get_full_name() or user.get_username()) if user else ""


def post_of(user: User | AnonymousUser) -> str:
    """The roles that an account has now, in the order of ROLES, and 超级用户 where it is one."""
    held = set(user.groups.values_list("name", flat=True))
    posts = [name for name in ROLES if name in held] + sorted(held - set(ROLES))
    return "、".join([*posts, SUPERUSER] if user.is_superuser else posts)
