"""Putright: complaint handling for English councils. The rules are in `rulebook`; everything else stands around it."""
