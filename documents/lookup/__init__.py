"""Laying a quotation on a document: folded forms, nearest passages, and words that may not differ."""
