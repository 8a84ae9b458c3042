"""The national fact sheet: what the whole country's municipalities have, over three years, and who says so."""
