"""Bills in words, for every face: what a line is and why, and what does not fit in a bill that waits."""
