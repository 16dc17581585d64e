"""Help for reviewers: what changed, what depends on it, what is due, what is unlinked."""
