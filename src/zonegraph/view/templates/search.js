/* Search by any part of a name in either language, or by pinyin, with suggestions. */

const searchBox = document.getElementById("search");
const suggestions = document.getElementById("suggestions");
const MOST_SUGGESTIONS = 9;
let matches = [];
let chosen = -1;

const searchable = nodes.map((node) => [node.label, node.en, ...node.aliases].map((name) => name.toLowerCase()));
const typed = nodes.map((node) => node.pinyin.split(" ").filter(Boolean));

function findMatches(text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [];
  const letters = wanted.replace(/[\s']/g, "");
  const rank = (node) => Math.min(closeness(searchable[node.id], wanted), closeness(typed[node.id], letters) + 0.5);
  return nodes
    .filter((node) => !node.members)
    .map((node) => [rank(node), node])
    .filter(([rank]) => rank < Infinity)
    .sort(([one, a], [other, b]) => one - other || b.size - a.size || a.id - b.id)
    .map(([, node]) => node);
}

/* 0 for the whole name, 1 for its beginning, 2 for a part of it. */
function closeness(namesOfNode, wanted) {
  return Math.min(...namesOfNode.map((name) => {
    const place = name.indexOf(wanted);
    return place < 0 ? Infinity : name === wanted ? 0 : place === 0 ? 1 : 2;
  }));
}

function renderSuggestions() {
  const text = searchBox.value;
  matches = findMatches(text).slice(0, MOST_SUGGESTIONS);
  chosen = matches.length ? 0 : -1;
  const open = text.trim() !== "";
  suggestions.replaceChildren(...(matches.length ? matches.map(makeSuggestion) : [makeNoMatch()]));
  suggestions.hidden = !open;
  searchBox.setAttribute("aria-expanded", String(open));
  markChosen();
}

function makeSuggestion(node, place) {
  return make("li", {
    role: "option", id: `suggestion-${place}`, "aria-selected": "false",
    mousedown: (event) => { event.preventDefault(); take(node); },
  }, makeGlyph(kindOf(node)), makeName(node),
    make("span", { class: "other-name", lang: HTML_LANGUAGE[otherLanguage()], dir: "auto" }, otherNameOf(node)));
}

function makeNoMatch() {
  return make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false", class: "no-match" }, word("no_match"));
}

function markChosen() {
  [...suggestions.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === chosen)));
  if (chosen >= 0) {
    searchBox.setAttribute("aria-activedescendant", `suggestion-${chosen}`);
    suggestions.children[chosen].scrollIntoView({ block: "nearest" });
  } else searchBox.removeAttribute("aria-activedescendant");
}

function closeSuggestions() {
  suggestions.hidden = true;
  searchBox.setAttribute("aria-expanded", "false");
  searchBox.removeAttribute("aria-activedescendant");
}

function take(node) {
  searchBox.value = "";
  closeSuggestions();
  select(node.id, true);
}

function steerSearch(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && matches.length) {
    event.preventDefault();
    chosen = (chosen + step + matches.length) % matches.length;
    markChosen();
  } else if (event.key === "Enter" && matches[chosen] && !suggestions.hidden) take(matches[chosen]);
  else if (event.key === "Escape") {
    event.stopPropagation();
    searchBox.value = "";
    closeSuggestions();
  }
}

function startSearch() {
  searchBox.addEventListener("input", renderSuggestions);
  searchBox.addEventListener("keydown", steerSearch);
  searchBox.addEventListener("blur", closeSuggestions);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target === searchBox || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    searchBox.focus();
  });
}
