"""What can be checked in a document without any model."""
