-- What lies around each cluster of the table chosen(id): the facts that touch what is walked through.
CREATE OR REPLACE TEMP TABLE walked AS
WITH RECURSIVE walk(cluster, node, hop) AS (
  SELECT id, id, 0 FROM chosen
  UNION
  SELECT walk.cluster, adjacent.other, walk.hop + 1
  FROM walk
  JOIN adjacent ON adjacent.node = walk.node
  JOIN entities ON entities.id = adjacent.other AND entities.leads_on
  WHERE walk.hop < (SELECT CAST(value AS INTEGER) FROM settings WHERE name = 'hops')
)
SELECT DISTINCT cluster, node FROM walk;

CREATE OR REPLACE TEMP TABLE facts_in AS
SELECT walked.cluster, edges.id AS edge, source, target
FROM walked JOIN edges ON edges.source = walked.node AND edges.registered
UNION
SELECT walked.cluster, edges.id, source, target
FROM walked JOIN edges ON edges.target = walked.node AND edges.registered;

CREATE OR REPLACE TEMP TABLE entities_in AS
SELECT cluster, source AS entity FROM facts_in
UNION
SELECT cluster, target FROM facts_in
UNION
SELECT id, id FROM chosen;
