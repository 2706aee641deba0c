-- What every partition is put together from: entities by number, in the order of their IRIs; the facts
-- between them; and the evidence of each. Runs once, after the pass over the quads, with the table
-- stops(kind): kinds that a walk reaches but does not walk through.

-- What a rule derives stands on its inferences.
INSERT INTO facts
SELECT max(value) FILTER (what = 'subject'), max(value) FILTER (what = 'relation'),
       max(value) FILTER (what = 'object'), name
FROM said
WHERE what IN ('inference', 'subject', 'relation', 'object')
GROUP BY name
HAVING bool_or(what = 'inference');

CREATE TABLE named AS
SELECT iri,
       max(text) FILTER (naming = 'zh-Hans') AS label_zh,
       max(text) FILTER (naming = 'en') AS label_en,
       list_sort(list(text) FILTER (naming = 'alias')) AS aliases
FROM names
GROUP BY iri;

CREATE TABLE entities AS
SELECT row_number() OVER (ORDER BY iri) AS id, iri, kind, registered,
       registered AND kind NOT IN (SELECT kind FROM stops) AS leads_on,
       coalesce(label_zh, regexp_extract(iri, '[^/#]*$')) AS label_zh,
       coalesce(label_en, regexp_extract(iri, '[^/#]*$')) AS label_en,
       coalesce(aliases, []) AS aliases
FROM (SELECT iri, max(kind) AS kind, bool_or(registered) AS registered FROM kinds GROUP BY iri)
LEFT JOIN named USING (iri);

CREATE TABLE between AS
SELECT s.id AS source, f.relation, o.id AS target, f.graph, s.registered AND o.registered AS registered
FROM facts AS f
JOIN entities AS s ON s.iri = f.subject
JOIN entities AS o ON o.iri = f.object;
DROP TABLE facts;

CREATE TABLE edges AS
SELECT row_number() OVER (ORDER BY source, relation, target) AS id, source, relation, target, registered
FROM (SELECT DISTINCT source, relation, target, registered FROM between);

CREATE TABLE adjacent AS
SELECT source AS node, target AS other FROM edges WHERE registered
UNION
SELECT target, source FROM edges WHERE registered;

CREATE TABLE relations AS
SELECT relation,
       coalesce(label_zh, regexp_extract(relation, '[^/#]*$')) AS label_zh,
       coalesce(label_en, regexp_extract(relation, '[^/#]*$')) AS label_en
FROM (SELECT DISTINCT relation FROM edges)
LEFT JOIN named ON iri = relation;

-- An inference rests on the spans of the graphs that it used; a span counts from the day of its source.
CREATE TABLE evidence AS
WITH
  used AS (SELECT DISTINCT graph FROM between WHERE graph IS NOT NULL),
  derived AS (SELECT name, value FROM said WHERE what = 'derived'),
  spans AS (
    SELECT DISTINCT d.name AS graph, coalesce(further.value, d.value) AS span
    FROM used
    JOIN derived AS d ON d.name = used.graph
    LEFT JOIN derived AS further ON further.name = d.value
  ),
  days AS (
    SELECT name AS source,
           coalesce(max(value) FILTER (what = 'issued'), max(ends.day)) AS day
    FROM said
    LEFT JOIN ends ON what = 'temporal' AND period = value
    WHERE what IN ('issued', 'temporal')
    GROUP BY name
  ),
  dated AS (
    SELECT spans.graph, spans.span, days.day
    FROM spans
    LEFT JOIN said AS part ON part.what = 'part of' AND part.name = spans.span
    LEFT JOIN days ON days.source = coalesce(part.value, spans.span)
  ),
  rated AS (
    SELECT name AS graph,
           coalesce(max(regexp_extract(value, '[^/#]*$')) FILTER (what = 'status'), 'Inferred') AS status,
           max(try_cast(value AS DOUBLE)) FILTER (what = 'confidence') AS confidence
    FROM said
    WHERE what IN ('status', 'confidence')
    GROUP BY name
  )
SELECT row_number() OVER (ORDER BY graph) AS id, graph, status, confidence,
       list_sort(list(DISTINCT CASE WHEN starts_with(span, stem) THEN substr(span, length(stem) + 1) ELSE span END))
         AS locators,
       CASE WHEN bool_and(day IS NOT NULL) THEN max(day) END AS day
FROM dated
JOIN rated USING (graph)
CROSS JOIN (SELECT value AS stem FROM settings WHERE name = 'stem')
WHERE confidence IS NOT NULL
GROUP BY graph, status, confidence;

CREATE TABLE vouched AS
SELECT DISTINCT edges.id AS edge, evidence.id AS evidence
FROM between
JOIN edges USING (source, relation, target)
JOIN evidence USING (graph);

DROP TABLE between;
DROP TABLE said;
DROP TABLE names;
DROP TABLE named;
