"""Comparisons as the models hold them, judged and estimated."""
