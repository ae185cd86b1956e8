"""`python -m articles.text.page FILE` parses a page and prints it as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from articles.text.page import as_contract, read_page


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: python -m articles.text.page FILE")
    text = Path(sys.argv[1]).read_text(encoding="utf-8")
    print(json.dumps(as_contract(read_page(text)), ensure_ascii=False))


if __name__ == "__main__":
    main()
