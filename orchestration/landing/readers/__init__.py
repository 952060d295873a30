"""One reader per shape of export; each lands all-text rows and knows no source system."""
