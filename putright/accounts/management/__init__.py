"""What an administrator does from the command line."""
