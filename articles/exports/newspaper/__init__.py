"""The issue typeset by typst: the newspaper on A3 and as pictures, the reading edition on A4."""
