"""The test before and after a path: its questions, a run, its scores, a group's counts, paper."""
