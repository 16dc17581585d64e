"""The base as of a day into HTML: views of entries, their prose, pictures, citations and pages."""
