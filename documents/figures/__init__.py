"""The figures that a text prints: values, units, currencies, and what surrounds them."""
