"""Pictures of a graph: self-contained pages that open offline. Draws what it is given, never asks."""
