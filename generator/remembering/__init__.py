"""Cached results, parallel work, and fast folder listings."""
