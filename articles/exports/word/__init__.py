"""Word documents: the issue, our styles, and the writing of the file."""
