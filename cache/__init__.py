"""What is never paid twice."""
