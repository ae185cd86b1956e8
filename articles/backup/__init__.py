"""Everything the newsroom has in one file, and everything back out of it.

A backup is a tar file that `tar` lists and unpacks, encrypted by age where asked:

    newsroom.json           when, of which state of the tables, and their columns
    rows/TABLE/0001.jsonl.gz  the rows, a JSON list each
    media/…                 every file below MEDIA_ROOT, originals too
    end.json                how many rows and files there are, and a sum of each table
    SHA256SUMS              of every file before it, as `sha256sum --check` reads it

It is read as what somebody may have changed: nothing is believed, and nothing takes much memory.
"""

from articles.backup.archive import BackupRefused
from articles.backup.checking import Checked, check
from articles.backup.encryption import Identity, make_key, read_identities, read_recipients
from articles.backup.restoring import restore
from articles.backup.writing import write_backup

__all__ = [
    "BackupRefused",
    "Checked",
    "Identity",
    "check",
    "make_key",
    "read_identities",
    "read_recipients",
    "restore",
    "write_backup",
]
