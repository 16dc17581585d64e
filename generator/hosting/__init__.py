"""The layout around pages, which MkDocs and its theme produce."""
