"""Rule readers: what can be found without a language model, one remit a file."""
