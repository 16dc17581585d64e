"""Interactive tools for readers (checks, letters, calculators): formulas, examples, and the scripts of their pages."""
