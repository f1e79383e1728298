"""How groups of findings are weighed against each other: one strategy a file."""
