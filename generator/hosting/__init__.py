"""The layout around pages, produced by MkDocs and its theme; and the MkDocs plugin."""
