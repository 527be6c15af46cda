"""What is said of the packages of others is true, and silence is never taken for a good answer."""
