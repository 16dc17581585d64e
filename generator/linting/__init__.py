"""What a rule is, how rules run over the base, and the sentences that they read."""
