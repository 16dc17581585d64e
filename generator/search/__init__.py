"""Search: builds the index from the entries; one ranking engine serves browsers and `kb search`."""
