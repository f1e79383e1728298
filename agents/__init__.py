"""Who reads: findings, specialists, rule readers, the synthesizer."""
