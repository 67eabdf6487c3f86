"""Pages of volunteers: their own, the desk's and the public's."""
