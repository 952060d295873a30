"""A trial: what would become of an export, found out beside the home and not in it."""
