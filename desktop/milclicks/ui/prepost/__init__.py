"""Taking the test before and after, and the teacher's page for it."""
