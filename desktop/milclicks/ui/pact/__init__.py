"""Reading, making and looking back at the pact."""
