"""From bytes to typed entries: reads and parses files, validates entries, and collects them in a library."""
