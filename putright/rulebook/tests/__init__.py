"""What the rulebook promises."""
