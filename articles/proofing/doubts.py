"""What an import doubted about a text: it stays a finding until it is mended or judged."""

from __future__ import annotations

from collections.abc import Iterator

from articles.proofing.finding import Finding, Severity
from articles.proofing.galley import Galley

#: Of a lost beginning: what was put before it mends it.
_BEGINS = "truncated-paragraph"
#: What the import tells and nobody must decide.
_QUIET = ("joined-paragraph", "perhaps-two-paragraphs")
_SHOWN = 14


def find_doubts(galley: Galley) -> Iterator[Finding]:
    """Findings `import_…`, warn: doubts whose words still stand in the text, each once."""
    for doubt in galley.doubts:
        for number, passage in galley.of():
            at = passage.text.find(doubt.words)
            if at < 0 or (doubt.code == _BEGINS and at):
                continue
            span = (at, at + min(len(doubt.words), _SHOWN))
            rule = f"import_{doubt.code.replace('-', '_')}"[:40]
            severity: Severity = "info" if doubt.code in _QUIET else "warn"
            yield galley.find(
                rule, severity, number, span, f"整版导入时\N{FULLWIDTH COLON}{doubt.message}"
            )
            break
