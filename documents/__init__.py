"""What is read: files become documents with pages and positions; quotations are looked up in them."""
