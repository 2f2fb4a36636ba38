"""One table of public documents that acts update, and the search over it."""
