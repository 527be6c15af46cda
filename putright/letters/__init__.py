"""Letters: their wording, putting one together, checking it, and getting it to the person. Knows nothing of cases."""
