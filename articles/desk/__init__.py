"""What colleagues see of articles, pages and people, as values for templates: no HTTP."""
