"""Cycles to look at: the one of 2015, whose meeting, date, questions and agreements are real and whose later stages are
made up, and an open one of 2019, made up throughout. Content as data here, carried out through the real actions."""
