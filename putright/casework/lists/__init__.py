"""Cases as lines, sheets and counts: for lists, monitoring and whoever takes the record elsewhere. Changes no case."""
