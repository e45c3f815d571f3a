"""What a change of the cards means for readers: two states of the casebook side by side, told as Markdown."""
