"""Renders the base as of a day to HTML: views of entries, text, pictures, citations and pages."""
