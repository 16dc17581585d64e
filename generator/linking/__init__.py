"""References between entries, addresses of pages, and words that are linked automatically."""
