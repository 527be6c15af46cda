"""What was done on paper while the site was away, and is written into the record afterwards with its true days."""
