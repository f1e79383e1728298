"""A panel of specialist LLM agents reads a document; a synthesizer combines what they found."""

__version__ = "0.1.0"
