"""Who gets in: from where a request comes, how often it may fail, second factor, sessions."""
