"""Resolves references between entries, computes addresses of pages, and finds terms to link automatically."""
