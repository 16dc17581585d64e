"""The preview: the site of a base that is being edited, each page built when it is requested."""
