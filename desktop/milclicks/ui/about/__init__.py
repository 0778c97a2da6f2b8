"""What this is, who made it, credits of each pack."""
