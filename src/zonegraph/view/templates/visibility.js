/* What the picture shows in the present state: reckoned once a change, then looked up. */

const folds = makeFolds();
nodes.push(...folds);
for (const fold of folds) factsOf.push([]);
const foldByKey = new Map(folds.map((fold) => [fold.key, fold]));
let stands = [];
let lit = null;

/* A kind with all its entities, or a cluster with all that hangs on it, can stand as one node. */
function makeFolds() {
  const made = [];
  const add = (key, members, like, name) => {
    if (members.length < 2) return;
    const mean = (axis) => members.reduce((sum, member) => sum + member[axis], 0) / members.length;
    made.push({
      id: entities + made.length, key, members, iri: key, group: like.group, shape: like.shape,
      label: `${name[0]} ×${members.length}`, en: `${name[1]} ×${members.length}`, aliases: [], pinyin: "",
      size: Math.min(24, 10 + 2 * Math.sqrt(members.length)), x: Math.round(mean("x")), y: Math.round(mean("y")),
    });
  };
  const own = nodes.slice();
  data.kinds.forEach((kind, number) => {
    const members = own.filter((node) => node.group === number);
    if (members.length) add(`kind:${kind.name}`, members, members[0], kind.label);
  });
  for (const cluster of own.filter((node) => node.home === node.id)) {
    const members = own.filter((node) => node.home === cluster.id);
    add(`cluster:${cluster.iri}`, members, cluster, [cluster.label, cluster.en]);
  }
  return made;
}

/* Whether filters by evidence let a fact through; those by entity are another matter. */
function counts(fact) {
  return !state.hiddenStatuses.has(fact.status) && !state.hiddenRelations.has(fact.relation)
    && fact.confidence >= state.confidence - 1e-9 && !(state.day && fact.day > state.day);
}

function passes(node, near) {
  return !state.hiddenKinds.has(node.group) && !(state.day && node.day > state.day) && (!near || near.has(node.id));
}

function foldOf(node) {
  return (state.folded.size && (
    (node.home !== undefined && state.folded.has(`cluster:${nodes[node.home].iri}`) && foldByKey.get(`cluster:${nodes[node.home].iri}`))
    || (state.folded.has(`kind:${kindOf(node).name}`) && foldByKey.get(`kind:${kindOf(node).name}`)))) || null;
}

function standIn(number) {
  return stands[number];
}

/* Sets, for the whole page, which nodes stand, for whom, and which facts each line carries. */
function lookOver() {
  const near = state.focus === null ? null : walk(state.focus, state.depth);
  const passing = nodes.map((node) => !node.members && passes(node, near));
  stands = nodes.map((node) => (node.members ? node.id : foldOf(node)?.id ?? node.id));
  for (const node of nodes) node.shown = !node.members && passing[node.id] && stands[node.id] === node.id;
  for (const node of nodes) if (!node.members && passing[node.id]) nodes[stands[node.id]].shown = true;
  const lines = new Map();
  for (const edge of edges) {
    edge.ends = [stands[edge.from], stands[edge.to]];
    for (const fact of edge.facts) fact.shown = counts(fact) && passing[fact.subject] && passing[fact.object];
    edge.carried = [];
    const [low, high] = edge.ends[0] < edge.ends[1] ? edge.ends : [edge.ends[1], edge.ends[0]];
    if ((low === high && edge.from !== edge.to) || (edge.hub && !state.hubTies)) continue;
    const first = lines.get(`${low} ${high}`) ?? edge;
    lines.set(`${low} ${high}`, first);
    for (const fact of edge.facts) if (fact.shown) first.carried.push(fact);
  }
  lit = litNodes();
}

/* Everything within some steps; a walk ends at a wall, which unrelated entities share. */
function walk(start, depth) {
  const reached = new Set([start]);
  let front = [start];
  for (let step = 0; step < depth; step += 1) {
    const next = [];
    for (const number of front) {
      if (number !== start && nodes[number].wall) continue;
      for (const fact of factsOf[number]) {
        const other = fact.subject === number ? fact.object : fact.subject;
        if (counts(fact) && !reached.has(other)) { reached.add(other); next.push(other); }
      }
    }
    front = next;
  }
  return reached;
}

/* What is not faint: a way, an entity with its neighbours, or all where the surroundings are shown alone. */
function litNodes() {
  if (state.path) return new Set(state.path.map(standIn));
  if (state.focus !== null && state.focus === state.selected) return null;
  if (state.selected === null) return null;
  return new Set([state.selected, ...neighboursOf(state.selected)]);
}

function neighboursOf(number) {
  const others = factsAbout(nodes[number]).flatMap((fact) => [standIn(fact.subject), standIn(fact.object)]);
  return new Set(others.filter((other) => other !== number));
}

/* The facts of an entity, or those between a fold and what is outside of it. */
function factsAbout(node) {
  if (!node.members) return shownFacts(factsOf[node.id]);
  const outward = (fact) => standIn(fact.subject) !== standIn(fact.object);
  return node.members.flatMap((member) => shownFacts(factsOf[member.id]).filter(outward));
}

/* Undoes whatever keeps an entity off the picture. */
function reveal(node) {
  if (node.members) return;
  state.hiddenKinds.delete(node.group);
  if (state.day && node.day > state.day) state.day = null;
  for (let fold = foldOf(node); fold; fold = foldOf(node)) state.folded.delete(fold.key);
  if (state.focus !== null && !walk(state.focus, state.depth).has(node.id)) leaveFocus();
}

function leaveFocus() {
  state.focus = null;
  state.depth = 0;
}
