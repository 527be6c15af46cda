"""Whether a copy is well: what monitoring asks, and what is written down of each request."""
