"""Tests of the pages of the moves."""
