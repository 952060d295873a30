"""Arithmetic of allocation that SQL has no words for."""
