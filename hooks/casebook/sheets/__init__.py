"""The sheets of paper: practices and workshop papers as PDF, set by Typst from data."""
