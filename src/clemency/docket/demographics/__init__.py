"""Statistical answers (race, ethnicity, gender), kept apart from the case. No review screen reaches this app."""
