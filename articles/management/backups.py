"""What the commands `backup` and `restore` read and say alike."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone

from articles import backup


def identities_of(file: Path | None) -> list[backup.Identity]:
    """The private keys in the file that was named, if any. Raises BackupRefused."""
    return backup.read_identities(file) if file else []


def say_checked(found: backup.Checked) -> str:
    made = timezone.localtime(found.head.made_at)
    return (
        f"备份完好\N{FULLWIDTH COLON}{made:%Y年%-m月%-d日%H:%M}的，"
        f"{found.rows}行，{found.files}个文件。"
    )


def say_size(size: int) -> str:
    return f"{size / 1024**2:.1f} MB"
