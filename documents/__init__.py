"""Documents as trees, their pictures, and the writers that turn them into files. Knows municipalities alone."""
