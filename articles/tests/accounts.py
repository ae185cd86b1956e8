"""The page of an account as tests use it: its addresses, what its form posts, its history."""

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

PASSWORD = "江边新通的步道-2026"


def url(name, account=None):
    return reverse(f"admin:auth_user_{name}", args=[account.pk] if account else [])


def group(name):
    return Group.objects.get(name=name)


def account_form(account, *posts, **fields):
    """What the form posts: the account as it is, with these posts instead of its own."""
    data = {
        "username": account.username,
        "first_name": account.first_name,
        "email": account.email,
        "groups": [group(name).pk for name in posts],
        **{name: "on" for name in ("is_active", "is_staff") if getattr(account, name)},
    }
    return {key: value for key, value in (data | fields).items() if value is not None}


def save_account(client, account, *posts, **fields):
    return client.post(url("change", account), account_form(account, *posts, **fields))


def told_of(row):
    """The sentences of the history of an account, or of the settings, the oldest first."""
    kind = ContentType.objects.get_for_model(row)
    lines = LogEntry.objects.filter(content_type=kind, object_id=str(row.pk)).order_by("pk")
    return [line.get_change_message() for line in lines]


def rights_of(account):
    """All that says who may do what, to be compared before and after."""
    account.refresh_from_db()
    return {
        "posts": sorted(account.groups.values_list("name", flat=True)),
        "permissions": sorted(account.user_permissions.values_list("codename", flat=True)),
        "switches": (account.is_active, account.is_staff, account.is_superuser),
    }


def keys_of(account):
    """All that an account is entered with."""
    account.refresh_from_db()
    return account.username, account.email, account.password
