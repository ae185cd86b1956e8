"""The issue as an e-book and as a web archive: XHTML, its styles, a cover."""
