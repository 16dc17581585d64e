"""The result cache, worker processes, safe handling of files and folders, and fast folder listings."""
