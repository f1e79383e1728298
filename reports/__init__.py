"""What a person or a program sees of an analysis: one format a file."""
