"""A backup that is damaged, cut off, exchanged or made to do harm is refused, untouched."""

import gzip
import json
import tarfile
from hashlib import sha256
from io import BytesIO

import pytest
from django.conf import settings

from articles.backup import BackupRefused, check, encryption, read_identities, write_backup
from articles.backup.archive import SealedWriter, line_of
from articles.tests.backups import fill_newsroom, run
from articles.tests.databases import own_database
from articles.tests.limits import within
from articles.tests.tried import tried

HEAD = {
    "format": 1,
    "made_at": "2026-11-29T08:00:00+00:00",
    "migrations": [["articles", "0001_initial"]],
    "tables": [{"table": "articles_unit", "columns": ["id", "name"]}],
}
ROW = b'[1,"\xe6\x9f\xb3\xe6\xa1\xa5"]\n'


@pytest.fixture(scope="module")
def whole(django_db_setup, django_db_blocker, tmp_path_factory):
    """The bytes of a backup, those of an encrypted one, and the file with the key to it."""
    place = tmp_path_factory.mktemp("damage")
    private, public = encryption.make_key()
    (place / "key").write_text(f"# public key: {public}\n{private}\n")
    with django_db_blocker.unblock(), own_database(place / "media", "damage"):
        fill_newsroom()
        write_backup(place / "plain.tar")
        write_backup(place / "locked.tar", encryption.read_recipients([public]))
    return (place / "plain.tar").read_bytes(), (place / "locked.tar").read_bytes(), place / "key"


def refusal(data, tmp_path, *keys):
    """Why the backup is refused; "" where it is not."""
    file = tmp_path / "backup"
    file.write_bytes(data)
    try:
        check(file, [each for key in keys for each in read_identities(key)])
    except BackupRefused as why:
        return str(why)
    return ""


def test_a_whole_backup_is_taken(whole, tmp_path):
    plain, locked, key = whole

    assert refusal(plain, tmp_path) == ""
    assert refusal(locked, tmp_path, key) == ""


def test_what_is_in_a_backup_is_there_for_tar_and_sha256sum(whole):
    with tarfile.open(fileobj=BytesIO(whole[0])) as packed:
        said = packed.extractfile("SHA256SUMS").read()
        members = [each for each in packed.getmembers() if each.name != "SHA256SUMS"]
        ours = b"".join(
            line_of(sha256(packed.extractfile(each).read()).hexdigest(), each.name)
            for each in members
        )
    assert said == ours
    assert (members[0].name, members[-1].name) == ("newsroom.json", "end.json")


@pytest.mark.parametrize("part", range(40))
def test_one_byte_that_changed_is_found_wherever_it_is(whole, part, tmp_path):
    for data, *keys in ((whole[0],), whole[1:]):
        at = len(data) * part // 40
        changed = bytearray(data)
        changed[at] ^= 0x41
        tried("files")
        why = refusal(bytes(changed), tmp_path, *keys)

        # Padding between the files and the times of their heads are nobody's content.
        if why == "":
            assert not keys
            assert contents(bytes(changed)) == contents(data)


def contents(data):
    with tarfile.open(fileobj=BytesIO(data)) as packed:
        return [(each.name, packed.extractfile(each).read()) for each in packed]


@pytest.mark.parametrize("part", range(20))
def test_a_backup_that_was_cut_off_is_refused(whole, part, tmp_path):
    for data, *keys in ((whole[0],), whole[1:]):
        assert refusal(data[: len(data) * part // 20], tmp_path, *keys) != ""


def test_an_encrypted_backup_opens_with_its_own_key_only(whole, tmp_path):
    other = tmp_path / "other"
    other.write_text(encryption.make_key()[0])

    assert "请用--identity给出私钥文件" in refusal(whole[1], tmp_path)
    assert "私钥不对" in refusal(whole[1], tmp_path, other)
    assert "江边" not in whole[1].decode("latin-1")
    assert "不是age私钥文件" in run(
        "restore", tmp_path / "backup", "--identity", settings.BASE_DIR / "README.md"
    )


def packed(*members, sums=True):
    """A backup with these members, and right sums unless told otherwise."""
    out = BytesIO()
    writer = SealedWriter(out, 0)
    for name, data in members:
        writer.add(name, BytesIO(data), len(data))
    if sums:
        writer.close()
    return out.getvalue()


def entry(name, data=b"", **fields):
    """A member as only others write it: a link, a device, a name that leads elsewhere."""
    info = tarfile.TarInfo(name)
    info.size = len(data)
    for field, value in fields.items():
        setattr(info, field, value)
    return info.tobuf(tarfile.GNU_FORMAT) + data + b"\0" * (-len(data) % 512)


def head(**fields):
    return ("newsroom.json", json.dumps(HEAD | fields).encode())


def rows(data=ROW, table="articles_unit"):
    return (f"rows/{table}/0001.jsonl.gz", gzip.compress(data))


def end(**fields):
    said = {"tables": {"articles_unit": {"rows": 0, "sum": "0" * 64, "last": 0}}}
    return (
        "end.json",
        json.dumps({**said, "files": 0, "bytes": 0, "missing": 0, **fields}).encode(),
    )


HOSTILE = {
    "empty": b"",
    "a text": "今日临江".encode() * 500,
    "a zip": b"PK\x03\x04" + b"\0" * 2000,
    "zeros": bytes(20_000),
    "no head": packed(end()),
    "only a head": packed(head()),
    "no sums": packed(head(), end(), sums=False),
    "a newer format": packed(head(format=2), end()),
    "a head that is a list": packed(("newsroom.json", b"[1]"), end()),
    "a head of numbers": packed(head(tables=[1, 2]), end()),
    "a day that is none": packed(head(made_at="昨天"), end()),
    "brackets": packed(("newsroom.json", b"[" * 100_000), end()),
    "a head of five megabytes": packed(("newsroom.json", b" " * 5_000_000), end()),
    "rows that nobody counted": packed(head(), rows(), end()),
    "rows of a table that nobody named": packed(head(), rows(table="auth_user"), end()),
    "a row with a column more": packed(head(), rows(b"[1,2,3]\n"), end()),
    "a row that is none": packed(head(), rows(b'{"id": 1}\n'), end()),
    "rows in deep brackets": packed(head(), rows(b"[" * 200_000 + b"\n"), end()),
    "a row without an end": packed(head(), rows(b"[1,2]"), end()),
    "rows that are not packed": packed(head(), ("rows/articles_unit/0001.jsonl.gz", ROW), end()),
    "a file above": packed(head(), ("media/../../passwd", b"x"), end()),
    "a file from the root": packed(head(), ("media//etc/passwd", b"x"), end()),
    "a file of Windows": packed(head(), ("media/a\\..\\b", b"x"), end()),
    "a file where files wait": packed(head(), ("media/.restoring/x", b"x"), end()),
    "a file without a name": packed(head(), ("media/", b"x"), end()),
    "a long name": packed(head(), (f"media/{'长' * 90}", b"x"), end()),
    "something else": packed(head(), ("settings.py", b"x"), end()),
    "more behind the end": packed(head(), end(), ("media/a", b"x")),
    "more behind the sums": packed(head(), end()) + b"x" * 600,
    "a link": entry(*head()) + entry("media/a", type=tarfile.SYMTYPE, linkname="/etc/passwd"),
    "a hard link": entry(*head()) + entry("media/a", type=tarfile.LNKTYPE, linkname="/etc/passwd"),
    "a device": entry(*head()) + entry("media/a", type=tarfile.CHRTYPE),
    "a folder": entry(*head()) + entry("media/a", type=tarfile.DIRTYPE),
    "a sparse file": entry(*head()) + entry("media/a", type=tarfile.GNUTYPE_SPARSE),
    "pax headers": entry(*head()) + entry("x", b"9 size=1\n", type=tarfile.XHDTYPE),
    "a negative size": entry(*head()) + entry("media/a", size=-1),
    "a name of four gigabytes": entry(*head()) + entry("x", type=b"L", size=1 << 32),
    "a file of a petabyte": entry(*head()) + entry("media/a", size=1 << 50),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_backup_of_ours_is_refused_in_a_sentence(kind, tmp_path):
    tried("files")
    with within(300):
        why = refusal(HOSTILE[kind], tmp_path)

    assert why.endswith("。"), why


def bomb():
    """A line of 128 MB, in a few kilobytes."""
    packer = gzip.zlib.compressobj(9, gzip.zlib.DEFLATED, 31)
    parts = [packer.compress(b" " * (1 << 24)) for _ in range(8)]
    return b"".join([*parts, packer.flush()])


def test_rows_that_unpack_to_too_much_are_refused_within_little_memory(tmp_path):
    data = packed(head(), ("rows/articles_unit/0001.jsonl.gz", bomb()), end())

    with within(300):
        why = refusal(data, tmp_path)

    assert why.endswith("请换一份备份。")


def test_a_small_backup_made_by_hand_is_taken(tmp_path):
    data = packed(head(), ("media/图/一.webp", b"x"), end(files=1, bytes=1))

    assert refusal(data, tmp_path) == ""
    assert "备份完好" in run("restore", tmp_path / "backup", "--check")
    assert "备份完好" in run("backup", tmp_path / "backup", "--check")
    assert run("restore", tmp_path / "none") == f"refused: 读不了备份文件：{tmp_path / 'none'}。"
