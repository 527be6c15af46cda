"""The record: cases and their events, and the actions that write them. The only room that touches these tables."""
