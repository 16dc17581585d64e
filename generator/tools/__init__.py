"""What readers fill in, count and print: formulas, examples, and the scripts of the pages."""
