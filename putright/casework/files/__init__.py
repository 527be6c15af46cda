"""Files that come with a case: what may be taken, freed of what a camera adds, and scanned."""
