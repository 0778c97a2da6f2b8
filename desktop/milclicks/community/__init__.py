"""What people promise and declare: the pact, the Space, the daily click. No Qt, no paper."""
