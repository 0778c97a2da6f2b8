"""The peer track: six steps, what to say, the log, and what a teacher has seen."""
