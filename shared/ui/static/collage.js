// Cells copied from a spreadsheet and pasted in a field of a table inside [data-collage] go on: the next rows below, the next
// columns to the right, from field to field. One cell pastes as usual. Nothing is sent.
export function watchCollage() {
  document.body.addEventListener("paste", (event) => {
    const table = event.target.closest?.("[data-collage] table");
    const text = event.clipboardData?.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "") ?? "";
    if (!table || !event.target.matches("input, select, textarea") || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    spread(table, event.target, text.split("\n").map((row) => row.split("\t")));
  });
}

function spread(table, first, rows) {
  const grid = [...table.tBodies].flatMap((body) => [...body.rows]).map(fieldsOf).filter((fields) => fields.length);
  const top = grid.findIndex((fields) => fields.includes(first));
  const left = grid[top].indexOf(first);
  rows.forEach((cells, down) => cells.forEach((cell, right) => fill(grid[top + down]?.[left + right], cell.trim())));
}

const fieldsOf = (row) => [...row.querySelectorAll("input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea")];

function fill(field, text) {
  if (!field) return;
  if (field.matches("select")) {
    const option = [...field.options].find((one) => [one.value, one.textContent.trim()].includes(text));
    if (!option) return;
    field.value = option.value;
  } else {
    field.value = text;
  }
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
