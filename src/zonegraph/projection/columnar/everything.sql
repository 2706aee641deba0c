-- The one partition that holds the whole network, each entity and each fact once.
CREATE OR REPLACE TEMP TABLE facts_in AS
SELECT CAST(NULL AS BIGINT) AS cluster, id AS edge, source, target FROM edges;

CREATE OR REPLACE TEMP TABLE entities_in AS
SELECT CAST(NULL AS BIGINT) AS cluster, id AS entity FROM entities;
