"""The framework of lint rules: what a rule is, how rules run over the base, and tools for rules that read sentences."""
