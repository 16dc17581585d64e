"""What a person at a file is helped with: drafts, completion, moves, fixes, the language server."""
