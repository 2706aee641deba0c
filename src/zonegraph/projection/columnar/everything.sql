-- A slice of the one partition that holds the whole network, each entity and each fact once: its
-- entities, or its facts, with numbers in the range that the table slice(what, after, up_to) names.
CREATE OR REPLACE TEMP TABLE facts_in AS
SELECT CAST(NULL AS BIGINT) AS cluster, edges.id AS edge, source, target
FROM edges JOIN slice ON slice.what = 'facts' AND edges.id > slice.after AND edges.id <= slice.up_to;

CREATE OR REPLACE TEMP TABLE entities_in AS
SELECT CAST(NULL AS BIGINT) AS cluster, entities.id AS entity
FROM entities JOIN slice ON slice.what = 'entities' AND entities.id > slice.after AND entities.id <= slice.up_to;
