/* Light and dark, search over the whole site, tables sorted by their headings. */
"use strict";

const root = document.documentElement;
const remember = (theme) => { try { localStorage.setItem("theme", theme); } catch { /* a browser may refuse */ } };
const remembered = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
if (remembered()) root.dataset.theme = remembered();

document.getElementById("theme").addEventListener("click", () => {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  remember(root.dataset.theme);
});

/* The menu shows where one is, on a screen too narrow for all of it. */
document.querySelector(".menu [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

const input = document.getElementById("search");
const list = document.getElementById("suggestions");
const chinese = root.lang.startsWith("zh");
const plain = (text) => text.toLowerCase().normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");
let index = null;
let found = [];
let chosen = -1;

/* The index is fetched by a script element, since a page on a disk may not fetch. */
function load() {
  if (index !== null) return;
  index = [];
  const script = document.createElement("script");
  script.src = document.body.dataset.index;
  script.addEventListener("load", () => {
    index = window.zonegraphIndex.map((row) => ({ row, words: row.slice(0, 2).concat(row[2].split(" ")).map(plain) }));
    suggest();
  });
  document.head.append(script);
}

function rank(words, wanted) {
  if (words.includes(wanted)) return 0;
  if (words.some((word) => word.startsWith(wanted))) return 1;
  return words.some((word) => word.includes(wanted)) ? 2 : 3;
}

function suggest() {
  const wanted = plain(input.value);
  found = wanted
    ? index.map((entry) => ({ row: entry.row, rank: rank(entry.words, wanted) })).filter((entry) => entry.rank < 3)
      .sort((one, other) => one.rank - other.rank).slice(0, 12).map((entry) => entry.row)
    : [];
  chosen = found.length ? 0 : -1;
  draw(wanted !== "" && index.length > 0);
}

function draw(open) {
  list.replaceChildren(...found.map((row, place) => {
    const item = document.createElement("li");
    item.id = `suggestion-${place}`;
    item.role = "option";
    item.ariaSelected = String(place === chosen);
    const name = document.createElement("bdi");
    name.textContent = row[chinese ? 0 : 1];
    const kind = document.createElement("span");
    kind.className = "soft";
    kind.textContent = row[chinese ? 3 : 4];
    item.append(name, kind);
    item.addEventListener("pointerdown", (event) => { event.preventDefault(); go(place); });
    return item;
  }));
  if (open && !found.length) {
    const item = document.createElement("li");
    item.role = "option";
    item.ariaSelected = "false";
    item.ariaDisabled = "true";
    item.textContent = list.dataset.none;
    list.append(item);
  }
  list.hidden = !open;
  input.setAttribute("aria-expanded", String(open));
  if (open && chosen >= 0) input.setAttribute("aria-activedescendant", `suggestion-${chosen}`);
  else input.removeAttribute("aria-activedescendant");
}

function go(place) {
  location.href = `${document.body.dataset.folder}/${found[place][5]}`;
}

input.addEventListener("focus", load);
input.addEventListener("input", suggest);
input.addEventListener("blur", () => draw(false));
input.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Escape") { input.value = ""; suggest(); input.blur(); }
  else if (event.key === "Enter" && chosen >= 0) go(chosen);
  else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && found.length) {
    event.preventDefault();
    chosen = (chosen + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
    draw(true);
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.closest("input, textarea")) { event.preventDefault(); input.focus(); }
});

// A picture wider than a phone opens at its middle.
for (const figure of document.querySelectorAll("figure")) figure.scrollLeft = (figure.scrollWidth - figure.clientWidth) / 2;

for (const table of document.querySelectorAll("table.sortable")) {
  table.querySelectorAll("thead th").forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(table, head, column));
  });
}

function sort(table, head, column) {
  const down = head.ariaSort === "ascending";
  for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
  head.ariaSort = down ? "descending" : "ascending";
  const value = (row) => row.cells[column]?.dataset.sort ?? row.cells[column]?.textContent.trim() ?? "";
  const order = (one, other) => value(one).localeCompare(value(other), root.lang, { numeric: true });
  const rows = [...table.tBodies[0].rows].sort(order);
  table.tBodies[0].append(...(down ? rows.reverse() : rows));
}
