"""Tests that belong to no single folder of the product."""
