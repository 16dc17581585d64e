"""Interactive tools for readers: formulas, worked examples, and the scripts of the pages."""
