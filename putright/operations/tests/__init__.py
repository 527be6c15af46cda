"""What operations promise."""
