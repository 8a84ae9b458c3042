"""A municipality's own leaflet: two pages of one area and year, to print and hand out."""
