"""From a published number down to the rows of the exports that it was made of."""
