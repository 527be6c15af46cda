"""The forms of the portal, by part of the way."""
