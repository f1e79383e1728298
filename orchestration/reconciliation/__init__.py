"""What the findings come to before any model writes: points, disagreement, quality, and the strategies."""
