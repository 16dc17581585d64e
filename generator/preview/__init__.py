"""The site of a base that is being written, page by page as it is asked for."""
