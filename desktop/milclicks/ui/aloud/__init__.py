"""Reading a page aloud: what on it has words, which comes next, the control that begins it."""
