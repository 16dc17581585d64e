"""What stands around pages: MkDocs with its theme, and the shell that is taken from it."""
