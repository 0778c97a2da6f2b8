"""Who sits here: nickname and drawn avatar, and what is stored about them."""
