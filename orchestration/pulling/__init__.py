"""Fetch from APIs and other folders into the drop folders, as if a person dropped files there."""
