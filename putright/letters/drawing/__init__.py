"""A letter in every form it is read in: preview, text, email, print, PDF and Word."""
