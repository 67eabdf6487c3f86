"""Early warning before a big customer leaves: signs with their evidence, and a person's verdict on each warning."""
