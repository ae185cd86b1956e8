"""Files of older office programs (.doc, .wps, .rtf, .odt) → .docx, by LibreOffice where it is.

It runs in a profile of its own that is thrown away, without macros and links, under limits of
time, memory and size. The file keeps no name of its own there.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from articles.imports.acts import ImportRefused
from articles.imports.kinds import FileKind

#: Seconds that a file may take.
LONGEST = 60
_MOST_MEMORY, _LARGEST = 4 * 1024**3, 300 * 1024**2
_PROGRAMS = ("soffice", "libreoffice")
_ENDINGS = {FileKind.WORD_OLD: "doc", FileKind.RTF: "rtf", FileKind.ODT: "odt"}
#: What can be read through LibreOffice.
KINDS = frozenset(_ENDINGS)
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_SAVE_AS = "请在Word或WPS里打开，另存为“.docx”再送来"

_running = Lock()


def find_office() -> str | None:
    """The program of LibreOffice, or None where it is not installed."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def to_docx(data: bytes, kind: FileKind) -> bytes:
    """The file as .docx; one is converted at a time. Raises ImportRefused with what to do."""
    program = find_office()
    if program is None:
        raise ImportRefused(
            f"这是老格式的文件（{kind.value}），这台服务器上没有装LibreOffice，读不了。{_SAVE_AS}。"
        )
    with _running, TemporaryDirectory(prefix="delivery-") as folder:
        return _convert(program, data, Path(folder), _ENDINGS[kind])


def _convert(program: str, data: bytes, folder: Path, ending: str) -> bytes:
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    source, made = folder / f"in.{ending}", folder / "out" / "in.docx"
    source.write_bytes(data)
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--nologo",
        "--norestore", "--nodefault", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML",
        "--outdir", str(made.parent), str(source),
    ]  # fmt: skip
    if limiter := shutil.which("prlimit"):
        limits = [f"--as={_MOST_MEMORY}", f"--fsize={_LARGEST}", f"--cpu={LONGEST}", "--core=0"]
        command = [limiter, *limits, *command]
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "LANG": "C.UTF-8"}
    process = subprocess.Popen(  # noqa: S603  a fixed command, names of our own
        command, env=environment, cwd=folder, start_new_session=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        process.wait(LONGEST)
    except subprocess.TimeoutExpired as slow:
        raise ImportRefused(f"这个文件{LONGEST}秒还没有读完，停下了。{_SAVE_AS}。") from slow
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if not made.is_file() or not 0 < made.stat().st_size <= _LARGEST:
        raise ImportRefused(f"这个老格式的文件转换不了，可能已经损坏。{_SAVE_AS}。")
    return made.read_bytes()
