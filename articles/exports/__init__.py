"""What leaves the newsroom as a file: typeset by typst, without Django."""
