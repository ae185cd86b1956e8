"""Tell whether the locks still say what the requirement files ask for; ends with 1 if not.

`make lock` makes them anew. This only compares, so it needs no network.
"""

import re
import sys
from pathlib import Path

from packaging.requirements import Requirement

_PIN = re.compile(r"^(?P<name>[a-z0-9-]+)(?P<extras>\[.*?\])?==(?P<version>[^ ;\\]+)", re.M)


def asked(path):
    """The requirements of a file, without those of the files it includes."""
    lines = (line.partition("#")[0].strip() for line in Path(path).read_text().splitlines())
    return {_normal(it.name): it for it in map(Requirement, filter(_is_named, lines))}


def locked(path):
    """Name → its version, extras and what the lock says below it."""
    text = Path(path).read_text()
    pins = list(_PIN.finditer(text))
    ends = [pin.start() for pin in pins[1:]] + [len(text)]
    return {
        pin["name"]: (pin["version"], pin["extras"] or "", text[pin.end() : end])
        for pin, end in zip(pins, ends, strict=True)
    }


def disagreements(source, lock):
    wanted, pinned = asked(source), locked(lock)
    for name, requirement in wanted.items():
        version, extras, _ = pinned.get(name, (None, "", ""))
        if version is None:
            yield f"{lock}: {name} is missing"
        elif not requirement.specifier.contains(version, prereleases=True):
            yield f"{lock}: {name} {version}, but {source} asks for {requirement.specifier}"
        elif not all(extra in extras for extra in requirement.extras):
            yield f"{lock}: {name} lacks {', '.join(requirement.extras)}"
    for name, (_, _, below) in pinned.items():
        if "--hash=sha256:" not in below:
            yield f"{lock}: {name} has no hash"
        if re.search(rf"-r {re.escape(source)}$", below, re.M) and name not in wanted:
            yield f"{lock}: {name} is no longer in {source}"
    if "://" in Path(lock).read_text():
        yield f"{lock}: names an address"


def differences(lock, wider):
    """The tests run on what `make run` runs on."""
    pinned = locked(wider)
    for name, (version, _, _) in locked(lock).items():
        other = pinned.get(name, ("nothing",))[0]
        if version != other:
            yield f"{wider}: {name} is {other}, but {version} in {lock}"


def clashes(lock, other):
    """What both name is one version: make ocr changes nothing of what is there."""
    pinned = locked(lock)
    for name, (version, _, _) in locked(other).items():
        if name in pinned and pinned[name][0] != version:
            yield f"{other}: {name} is {version}, but {pinned[name][0]} in {lock}"


def _normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def _is_named(line):
    return line and not line.startswith("-")


def main():
    wrong = [
        *disagreements("requirements.txt", "requirements.lock"),
        *disagreements("requirements-dev.txt", "requirements-dev.lock"),
        *disagreements("requirements-ocr.txt", "requirements-ocr.lock"),
        *differences("requirements.lock", "requirements-dev.lock"),
        *clashes("requirements.lock", "requirements-ocr.lock"),
    ]
    if wrong:
        sys.exit("\n".join([*wrong, "Run make lock, and commit the locks with the files."]))


if __name__ == "__main__":
    main()
