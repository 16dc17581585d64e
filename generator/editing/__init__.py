"""Tools for editors: drafts, completion, moving entries, fixes, the language server, the editing page."""
