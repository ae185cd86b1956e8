"""Keys of the second factor in the database, and a SECRET_KEY that is changed."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.accounts import factors
from articles.backup import rows
from articles.desk.checkup import checks
from articles.models import FactorApp, KeyUnreadable
from articles.tests.entering import CODE, code_of, enter, is_in, next_code, person, told
from articles.tests.entering import with_factor as give_factor

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NEW, OTHER = "n" * 50, "o" * 50


@pytest.fixture
def account():
    return person(first_name="沈砚秋")


def renew(settings, *before):
    """The server gets another SECRET_KEY; those of before that it still knows."""
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, list(before)


def as_before(account):
    """The key stands there as it did before keys were sealed."""
    device = FactorApp.objects.get(user=account)
    FactorApp.objects.filter(pk=device.pk).update(key=device.bin_key.hex())


def test_whoever_reads_the_database_or_a_backup_can_not_reckon_codes(account):
    give_factor(account)
    device = FactorApp.objects.get()
    kept = TOTPDevice.objects.get().key
    table = "".join(json.dumps(line) for line in map(json.loads, rows.read_lines(TOTPDevice)))

    assert device.bin_key.hex() not in kept
    assert device.bin_key.hex() not in table
    assert len(kept) == 72


def test_the_same_key_is_sealed_otherwise_for_another_account(account):
    give_factor(account)
    device = FactorApp.objects.get()
    stolen = FactorApp(user=person("feizx"), key=device.key)
    with pytest.raises(KeyUnreadable):
        _ = stolen.bin_key


def test_a_key_of_before_opens_and_is_sealed_by_that(account):
    give_factor(account)
    as_before(account)
    client = Client()
    enter("shenyq", client=client)
    client.post(CODE, {"code": next_code(account)})

    assert is_in(client)
    assert len(FactorApp.objects.get().key) == 72


def test_with_the_key_of_before_at_hand_app_and_codes_go_on(account, settings):
    codes = give_factor(account)
    before = settings.SECRET_KEY
    kept = FactorApp.objects.get().key
    renew(settings, OTHER, before)

    assert factors.verify(account, next_code(account))
    assert factors.verify(account, codes[0])
    assert FactorApp.objects.get().key != kept
    renew(settings)
    assert FactorApp.objects.get().bin_key


def test_all_are_sealed_anew_by_a_command_and_the_key_of_before_may_go(account, settings, capsys):
    give_factor(account)
    other = person("feizx")
    give_factor(other)
    as_before(other)
    before = settings.SECRET_KEY
    renew(settings, before)
    call_command("seal_factors")
    call_command("seal_factors")
    renew(settings)

    assert [factors.verify(each, next_code(each)).user for each in (account, other)] == [
        account, other,
    ]  # fmt: skip
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "重新加密了2个账号两步验证的密钥。", "都已经用现在的SECRET_KEY加密，没有要做的。",
    ]  # fmt: skip
    assert told() == [said[0]]


def test_where_the_key_of_before_is_lost_everybody_reads_what_to_do(account, settings):
    codes = give_factor(account)
    right = next_code(account)
    renew(settings)
    with pytest.raises(factors.FactorRefused, match="请找管理员当面核对"):
        factors.verify(account, right)
    with pytest.raises(factors.FactorRefused):
        factors.verify(account, codes[0])
    with pytest.raises(CommandError, match="shenyq的密钥读不出来"):
        call_command("seal_factors")
    client = Client()
    enter("shenyq", client=client)
    assert client.get(CODE).status_code == 200


def test_who_was_setting_it_up_when_the_key_was_lost_begins_anew(account, settings):
    device = factors.prepare(account)
    renew(settings)
    again = factors.prepare(account)
    assert factors.draw_code(again)
    assert factors.enrol(account, code_of(again))
    assert device.key != again.key


def test_the_health_page_tells_keys_that_are_not_sealed(account, settings):
    settings.SECOND_FACTOR = "signers"
    give_factor(account)
    assert "没有加密" not in checks.look_at_factor().sentence
    as_before(account)
    assert checks.look_at_factor().hint == "运行一次manage.py seal_factors。"
