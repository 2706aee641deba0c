"""RDF files: reading them, writing them in one form, and the door that judges them."""
