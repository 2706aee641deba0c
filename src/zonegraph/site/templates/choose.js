/* Opens the language that the browser asks for first, of the two that there are. */
"use strict";
const wanted = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag === "zh" || tag === "en");
document.addEventListener("DOMContentLoaded", () => {
  location.replace(`${wanted ?? document.body.dataset.first}/index.html`);
});
