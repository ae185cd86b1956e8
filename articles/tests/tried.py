"""How much was tried: counted by the tests that attack, told at the end of the run."""

from collections import Counter

#: What is counted, as the summary calls it.
WORDS = {
    "payloads": "payloads",
    "pages": "pages and files that they were looked for in",
    "files": "hostile files",
    "requests": "made-up requests",
    "kills": "kills",
}
COUNTED = Counter()


def tried(what, number=1):
    COUNTED.update({what: number})


def summary(counted, *, unharmed):
    """A line for the terminal; "" where nothing was attacked."""
    found = [f"{counted[what]} {words}" for what, words in WORDS.items() if counted[what]]
    how = "Tried, and nothing lost or leaked" if unharmed else "Tried, with the failures above"
    return f"{how}: {', '.join(found)}." if found else ""
