"""From bytes to typed entries: files are read, their nodes know their place, the entries make up the library."""
