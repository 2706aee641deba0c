"""Network science over the projected graph: pure functions that return frozen results."""
