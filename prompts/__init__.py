"""What the specialists are told: template files, and the library that finds and checks them."""
