"""Review 三审: how an article moves, what is recorded of it, and what colleagues do besides."""
