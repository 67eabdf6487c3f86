"""Cases in the API: reading, following, filing, and each act at its own address."""
