"""A follow-up as a document: under way with today's figures, or closed with what was frozen then."""
