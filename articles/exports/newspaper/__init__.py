"""The issue as typst sets it: the newspaper on A3 and as pictures, the reading edition on A4."""
