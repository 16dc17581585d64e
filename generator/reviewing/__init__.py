"""Tools for reviewers: what changed, what depends on it, what is due, which entries are unlinked, which links are dead."""
