"""Builds and publishes a checked site: locally in one atomic step, and to folders, servers and object storage."""
