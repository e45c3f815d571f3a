"""Readers of a card's values, and the types that they make."""
