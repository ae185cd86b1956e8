"""Files that leave the newsroom.

`contents.gather()` reads an issue from the database once. Every format is made from its result,
and needs Django only for the files of the photos. The office's papers and 用稿统计 are made from
the record and from statistics.
"""
