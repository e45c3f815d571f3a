"""How long checks and builds take, and how that grows with the number of cards."""
