"""What a document says twice and differently: statements, and where two of them cannot both hold."""
