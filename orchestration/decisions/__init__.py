"""What would follow from other inputs than the released ones."""
