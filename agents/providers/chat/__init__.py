"""How an OpenAI-compatible server is spoken to; imported on the first call, for openai loads slowly."""
