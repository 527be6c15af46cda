"""Journeys: one story a file, told in a real browser against the running demo. `bin/journeys` runs them."""
