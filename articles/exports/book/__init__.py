"""The issue as an e-book and as a web archive: XHTML, style sheets, a cover."""
