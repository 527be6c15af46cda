"""What `accounts` promises."""
