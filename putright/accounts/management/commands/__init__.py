"""The commands of accounts, one a file."""
