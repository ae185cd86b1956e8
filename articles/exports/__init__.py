"""What leaves the newsroom as a file.

`contents.gather()` reads an issue from the database, once; every format is made of what it found,
and takes from Django only the photos' files. The papers of the office and 用稿统计 are made of the
record and of statistics.
"""
