"""What is asked for on the pages of the administration, a file for each part."""
