"""What the sweep and the pages ask of key accounts."""
