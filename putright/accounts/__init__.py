"""The people who work here: sign-in, roles, and who may see which page."""
