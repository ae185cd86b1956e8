"""Word files (.docx) → manuscripts: the stories in them, their pictures, and what was left out.

package (a hostile zip) → flatten (paragraphs, tables, pictures in order) → stories (which of them
is a headline, a byline, a caption) → reading (bodies in the grammar of text/outside).
"""

from articles.text.word.package import WordRefused
from articles.text.word.reading import WordManuscript, WordPicture, WordStory, read_word

__all__ = ["WordManuscript", "WordPicture", "WordRefused", "WordStory", "read_word"]
