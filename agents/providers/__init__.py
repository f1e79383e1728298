"""Which model answers: OpenAI-compatible servers, and a mock that ships with the product."""
