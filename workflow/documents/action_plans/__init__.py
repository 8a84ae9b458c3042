"""An action plan as a document: a municipality's own, or the one that all have together."""
