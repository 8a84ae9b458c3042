"""The results report (resultatrapport) of a network and a survey year: what FoU hands over before the first analysis
meeting. `queries` reads it, `report` builds it; all between them is pure."""
