"""Odd and hostile values in every form and every address, by role: none breaks a page, and nothing typed is lost."""
