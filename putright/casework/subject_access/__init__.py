"""Requests for one's own data: who it is, what is found, what of it is withheld, and what is released."""
