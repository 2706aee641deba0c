-- The clusters, each of which gets a partition, in the order of their IRIs.
SELECT id, iri
FROM entities
WHERE kind = 'IndustryCluster' AND registered
ORDER BY id
