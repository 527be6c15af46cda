"""The pages of signing in and of accounts that are our own; the rest are allauth’s, listed in `urls`."""
