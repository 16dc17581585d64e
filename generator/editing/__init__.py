"""Help for editors: drafts, completion, moving entries, fixes, the language server."""
