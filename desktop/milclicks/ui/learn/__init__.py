"""All lessons by strand, and the search."""
