"""Builds a validated, cross-linked knowledge base as a static, searchable site."""

__version__ = "0.1.0"
