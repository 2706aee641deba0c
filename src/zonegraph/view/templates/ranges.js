/* Two sliders: how sure a fact must be, and up to which day its source must have said it. */

const days = [...new Set([...facts.map((fact) => fact.day), ...nodes.map((node) => node.day)].filter(Boolean))].sort();
const levels = [...new Set(facts.map((fact) => fact.confidence))].sort((one, other) => one - other);

function makeRanges() {
  const ranges = [];
  if (levels.length > 1) {
    const place = levels.findIndex((level) => level >= state.confidence);
    ranges.push(makeRange("least-confidence", word("confidence_least"), levels.length - 1, place < 0 ? levels.length - 1 : place,
      (number) => `≥ ${levels[number].toFixed(1)}`, (number) => { state.confidence = number ? levels[number] : 0; }));
  }
  if (days.length > 1) {
    ranges.push(makeRange("until-day", word("until_day"), days.length - 1, state.day ? days.indexOf(state.day) : days.length - 1,
      (number) => days[number], (number) => { state.day = number < days.length - 1 ? days[number] : null; }));
  }
  return ranges.length ? make("section", { class: "family ranges" }, ...ranges) : null;
}

function makeRange(id, text, most, value, tell, change) {
  const output = make("output", { for: id }, tell(value));
  const input = make("input", {
    type: "range", id, min: "0", max: String(most), step: "1", value: String(value), "aria-valuetext": tell(value),
    input: () => { output.textContent = tell(Number(input.value)); },
    change: () => { change(Number(input.value)); leaveHidden(); commit(); },
  });
  return make("label", { class: "range", for: id }, make("span", {}, text), output, input);
}
