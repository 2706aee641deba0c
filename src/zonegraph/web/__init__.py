"""The graph over HTTP: a SPARQL 1.1 endpoint, named questions, entities and pages, read-only."""
