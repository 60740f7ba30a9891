"use strict";
// Searching, filtering and sorting of tables, and what a point of the map is about. Nothing is
// fetched or kept, and without this the pages say the same. Text goes in as text, never as markup.
(() => {
  const FEW_TO_SORT = 2;
  const FEW_TO_SEARCH = 12;
  const OUTCOMES = {
    p: "passed", f: "failed", e: "raised an error", m: "not defined", s: "was stopped", k: "skipped",
  };

  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  const shown = (cell) => (cell.dataset.sort ?? cell.textContent).trim();

  const asNumber = (text) => {
    const found = /^[−-]?\d+(\.\d+)?/.exec(text);
    return found ? Number(found[0].replace("−", "-")) : NaN;
  };

  // What is empty or a dash comes last, whichever way one sorts.
  const sorted = (rows, column, down) => {
    const texts = new Map(rows.map((row) => [row, shown(row.cells[column])]));
    const said = [...texts.values()].filter((text) => text && text !== "–");
    const numeric = said.every((text) => !Number.isNaN(asNumber(text)));
    const compare = (one, other) => {
      const [a, b] = [texts.get(one), texts.get(other)];
      const [nothing, neither] = [!a || a === "–", !b || b === "–"];
      if (nothing || neither) return nothing - neither;
      const order = numeric
        ? asNumber(a) - asNumber(b)
        : a.localeCompare(b, undefined, { numeric: true });
      return down ? -order : order;
    };
    return rows.toSorted ? rows.toSorted(compare) : [...rows].sort(compare);
  };

  const sortable = (table, body) => {
    const original = [...body.rows];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const name = head.firstChild ? head.firstChild.textContent.trim() : "";
      const button = make("button", { type: "button", class: "sort", "aria-label": `Sort by ${name}` }, "↕");
      button.addEventListener("click", () => {
        const was = head.getAttribute("aria-sort");
        for (const other of heads) {
          other.removeAttribute("aria-sort");
          other.querySelector(".sort").textContent = "↕";
        }
        // Numbers begin with the largest, names with the first; a third click undoes it.
        const first = head.classList.contains("number") ? "descending" : "ascending";
        const second = first === "ascending" ? "descending" : "ascending";
        const now = was === null ? first : was === first ? second : null;
        if (now === null) {
          body.append(...original);
          return;
        }
        head.setAttribute("aria-sort", now);
        button.textContent = now === "ascending" ? "↑" : "↓";
        body.append(...sorted(original, column, now === "descending"));
      });
      head.append(" ", button);
    });
  };

  const searchable = (table, body, label) => {
    const rows = [...body.rows];
    const ids = (row) => [...row.querySelectorAll("[data-id]")].map((one) => one.dataset.id);
    const words = new Map(
      rows.map((row) => [row, [row.textContent, ...ids(row)].join(" ").toLowerCase()]),
    );
    const search = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    const count = make("output", {});
    const picks = [];
    const apply = () => {
      const asked = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let left = 0;
      for (const row of rows) {
        const found = asked.every((word) => words.get(row).includes(word));
        const fits = picks.every(([column, pick]) => !pick.value || kind(row, column) === pick.value);
        row.hidden = !(found && fits);
        left += row.hidden ? 0 : 1;
      }
      count.textContent = left === rows.length ? "" : `${left} of ${rows.length}`;
    };
    const tools = make("div", { class: "tools", role: "search", "aria-label": label });
    tools.append(make("label", {}, "Search ", search));
    for (const head of table.tHead.querySelectorAll("[data-filter]")) {
      const values = [...new Set(rows.map((row) => kind(row, head.cellIndex)))].sort();
      const name = head.firstChild.textContent.trim();
      const all = make("option", { value: "" }, "all");
      const options = values.filter(Boolean).map((value) => make("option", { value }, value));
      const pick = make("select", {}, all, ...options);
      pick.addEventListener("change", apply);
      picks.push([head.cellIndex, pick]);
      tools.append(make("label", {}, `${name} `, pick));
    }
    search.addEventListener("input", apply);
    tools.append(count);
    table.closest(".scroll").before(tools);
  };

  // The first thing that a cell says; what is small below it is not part of the kind.
  const kind = (row, column) => {
    const cell = row.cells[column].cloneNode(true);
    for (const small of cell.querySelectorAll("small")) small.remove();
    return cell.textContent.trim();
  };

  const pointed = (map) => {
    const said = document.querySelector("[data-pointed]");
    const lines = [...document.querySelectorAll("[data-map] tbody tr")];
    const words = map.dataset.columns.split(" ");
    const columns = words.flatMap((word, i) => (i % 2 ? [] : [[Number(word), words[i + 1]]]));
    const { top, row, column } = map.dataset;
    const tell = (event) => {
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
      const line = lines[Math.floor((point.y - top) / row)];
      const place = columns.findIndex(([x]) => point.x >= x && point.x < x + Number(column));
      const code = line && place >= 0 ? OUTCOMES[line.dataset.outcomes[place]] : undefined;
      said.textContent = code ? `${line.cells[0].textContent}: ${columns[place][1]} ${code}` : "\u00a0";
    };
    map.addEventListener("pointermove", tell);
    map.addEventListener("pointerdown", tell);
  };

  const map = document.querySelector("svg.map");
  if (map) pointed(map);
  for (const table of document.querySelectorAll(".scroll table")) {
    const body = table.tBodies[0];
    const many = table.tHead ? body.rows.length : 0;
    const label = table.closest(".scroll").getAttribute("aria-label");
    if (many > FEW_TO_SEARCH) searchable(table, body, label);
    if (many > FEW_TO_SORT) sortable(table, body);
  }
})();
