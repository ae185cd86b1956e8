"""Names and sizes that the house keeps: names.py

Prints a line for each class whose name stands elsewhere in articles/ too, each module and function
that is too long, and each test module that imports from another; exits with 1 if there is any.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (".ci", "articles", "bench", "newsroom")
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 350, 50
#: Names that Django asks for.
FREE = {"Command"}

Modules = dict[Path, tuple[str, ast.Module]]


def read_modules() -> Modules:
    paths = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    texts = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in paths}
    return {
        path: (text, ast.parse(text))
        for path, text in texts.items()
        if "migrations" not in path.parts
    }


def find_doubles(modules: Modules) -> Iterator[str]:
    """Each public class has a name of its own, so that who searches for it finds one thing."""
    places: defaultdict[str, list[Path]] = defaultdict(list)
    for path, (_, tree) in modules.items():
        if path.parts[0] != "articles" or "tests" in path.parts:
            continue
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(path)
    for name, paths in places.items():
        if len(paths) > 1 and name not in FREE:
            yield from (f"{path}: class {name} stands elsewhere too" for path in paths)


def find_long(modules: Modules) -> Iterator[str]:
    for path, (text, tree) in modules.items():
        if text.count("\n") > MOST_LINES:
            yield f"{path}: more than {MOST_LINES} lines"
        for node in ast.walk(tree):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if (node.end_lineno or node.lineno) - node.lineno >= MOST_LINES_OF_A_FUNCTION:
                yield f"{path}: {node.name} has more than {MOST_LINES_OF_A_FUNCTION} lines"


def find_borrowing(modules: Modules) -> Iterator[str]:
    """What two test modules share stands in a module without tests: articles/tests/make.py …"""
    for path, (_, tree) in modules.items():
        if "tests" not in path.parts:
            continue
        for name in sorted(_imported(path, tree)):
            if _is_test(name):
                yield f"{path}: imports from {name}"


def _imported(path: Path, tree: ast.Module) -> set[str]:
    """The modules that a module imports, and what it imports from packages, by their full names."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = path.parts[: len(path.parts) - node.level] if node.level else ()
            base = ".".join([*package, *filter(None, [node.module])])
            found |= {base} if _is_test(base) else {f"{base}.{alias.name}" for alias in node.names}
    return found


def _is_test(name: str) -> bool:
    return any(part.startswith("test_") for part in name.split("."))


def main() -> None:
    modules = read_modules()
    found = [*find_doubles(modules), *find_long(modules), *find_borrowing(modules)]
    print("\n".join(found), end="\n" if found else "")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
