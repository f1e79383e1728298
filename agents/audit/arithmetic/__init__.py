"""What is computed again: sums, changes, shares, products, conversions, in sentences and in tables."""
