"""Which model answers: one provider a file."""
