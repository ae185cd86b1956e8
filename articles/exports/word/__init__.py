"""Word documents: the issue, our styles, and how a file is finished."""
