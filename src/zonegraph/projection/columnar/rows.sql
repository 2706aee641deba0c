-- The rows of a table of partitions: each partition's entities, then its facts, one row for each evidence.
SELECT whole.iri AS cluster, entities.iri AS subject, entities.kind, NULL AS relation, NULL AS target,
       entities.label_zh, entities.label_en, entities.aliases,
       NULL AS graph, NULL AS status, NULL AS confidence, NULL AS locators, NULL AS day,
       entities_in.cluster AS n, entities.id AS edge, 0 AS turn
FROM entities_in
JOIN entities ON entities.id = entities_in.entity
LEFT JOIN entities AS whole ON whole.id = entities_in.cluster
UNION ALL
SELECT whole.iri, s.iri, NULL, edges.relation, o.iri,
       relations.label_zh, relations.label_en, NULL,
       evidence.graph, evidence.status, evidence.confidence, evidence.locators, evidence.day,
       facts_in.cluster, edges.id, evidence.id
FROM facts_in
JOIN edges ON edges.id = facts_in.edge
JOIN entities AS s ON s.id = edges.source
JOIN entities AS o ON o.id = edges.target
JOIN relations ON relations.relation = edges.relation
JOIN vouched ON vouched.edge = edges.id
JOIN evidence ON evidence.id = vouched.evidence
LEFT JOIN entities AS whole ON whole.id = facts_in.cluster
ORDER BY n, (turn > 0), edge, turn
