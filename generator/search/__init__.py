"""Search: an index made at build from the entries, and the one engine that ranks in browsers and in `kb search`."""
