"""Search: an index built from the entries, and one ranking engine for browsers and `kb search`."""
