"""What people may ask about information on them, but for a copy: erasure, correction, objection, a statement."""
