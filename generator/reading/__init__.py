"""From bytes to typed entries: reading and parsing files, validating entries, and the library of all entries."""
