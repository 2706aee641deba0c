"""Questions: named SPARQL files with their parameters, SPARQL of one's own, and answers."""
