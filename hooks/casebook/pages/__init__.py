"""Casebook + language -> the generated pages: what each says, and the HTML that says it."""
