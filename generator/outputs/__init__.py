"""What the site is made of, one kind of output a module."""
