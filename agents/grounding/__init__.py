"""What sentences may stand on: the claim ledger, and what a claim may not say against its ground."""
