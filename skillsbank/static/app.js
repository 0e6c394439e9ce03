/* Skills Bank: enhances pages that work without it. No inline code, no eval, nothing leaves this origin. */
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, attributes, parent) => {
    const node = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
    parent.append(node);
    return node;
  };
  const digits = new Intl.NumberFormat(document.documentElement.lang || "en");
  const fill = (text, name, value) => (text || "").replace(`{${name}}`, value);

  /* Type-ahead: the combobox pattern with a list, by pointer or keyboard. The field keeps any text. */
  const suggest = (input) => {
    const box = input.closest(".suggest") || input.parentElement;
    const list = make("ul", { id: `${input.id}-list`, role: "listbox", class: "suggestions", "aria-label": input.labels[0]?.textContent || "" }, box);
    const status = make("p", { class: "vh", role: "status" }, box);
    const code = input.dataset.suggestTarget && document.getElementById(input.dataset.suggestTarget);
    let active = -1;
    let timer = 0;
    let request = null;
    list.hidden = true;
    Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })
      .forEach(([name, value]) => input.setAttribute(name, value));

    const stop = () => { clearTimeout(timer); request?.abort(); };
    const close = () => {
      stop();
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const move = (to) => {
      const options = [...list.children];
      active = (to + options.length) % options.length;
      options.forEach((option, i) => option.setAttribute("aria-selected", i === active));
      options[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[active].id);
    };
    const choose = (option) => {
      input.value = option.textContent;
      if (code) code.value = option.dataset.value;
      close();
      status.textContent = fill(input.dataset.chosen, "label", option.textContent);
      input.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const show = (items) => {
      list.replaceChildren();
      items.forEach((item, i) => {
        const option = make("li", { id: `${list.id}-${i}`, role: "option", "aria-selected": "false", "data-value": item.value, dir: "auto" }, list);
        option.textContent = item.label;
      });
      active = -1;
      list.hidden = !items.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      input.removeAttribute("aria-activedescendant");
      status.textContent = items.length ? fill(input.dataset.count, "n", digits.format(items.length)) : input.dataset.none || "";
    };
    const ask = async () => {
      const url = new URL(input.dataset.suggestUrl, location.href);
      url.searchParams.set("q", input.value.trim());
      request = new AbortController();
      try {
        const answer = await fetch(url, { signal: request.signal, headers: { Accept: "application/json" } });
        if (answer.ok) show((await answer.json()).items);
      } catch { /* the search button next to the field still works */ }
    };
    input.addEventListener("input", () => {
      if (code) code.value = "";
      stop();
      if (input.value.trim().length < 2) { close(); status.textContent = ""; return; }
      timer = setTimeout(ask, 200);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || list.hidden) return;
      if (event.key === "ArrowDown") move(active + 1);
      else if (event.key === "ArrowUp") move(active < 0 ? -1 : active - 1);
      else if (event.key === "Enter" && active >= 0) choose(list.children[active]);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => { const option = event.target.closest("li"); if (option) choose(option); });
    input.addEventListener("blur", close);
  };

  /* Characters left: seen at once, spoken after a pause. A line break counts as two, as it is sent. */
  const count = (area) => {
    const shown = document.getElementById(`${area.id}-count`);
    if (!shown) return;
    const spoken = make("p", { class: "vh", role: "status" }, shown.parentElement);
    const most = Number(area.dataset.max);
    let timer = 0;
    const update = () => {
      const left = most - [...area.value.replace(/\n/g, "\r\n")].length;
      shown.textContent = fill(left < 0 ? shown.dataset.over : shown.dataset.left, "n", digits.format(Math.abs(left)));
      shown.classList.toggle("over", left < 0);
      clearTimeout(timer);
      if (document.activeElement === area) timer = setTimeout(() => { spoken.textContent = shown.textContent; }, 1000);
    };
    area.addEventListener("input", update);
    addEventListener("pageshow", update);
  };

  /* At most so many boxes of one name. */
  const limit = (name) => {
    const boxes = all(`input[data-max-checked][name="${CSS.escape(name)}"]`);
    const status = all("[data-max-status]").find((each) => each.dataset.maxStatus === name);
    const most = Number(boxes[0].dataset.maxChecked);
    const update = () => {
      const chosen = boxes.filter((box) => box.checked).length;
      boxes.forEach((box) => { box.disabled = chosen >= most && !box.checked; });
      if (status && chosen) status.textContent = fill(status.dataset.text, "n", digits.format(chosen));
    };
    boxes.forEach((box) => box.addEventListener("change", update));
    addEventListener("pageshow", update);
  };

  /* What is typed is kept as a draft after a pause, so that a lost connection costs nothing. */
  const draft = (mark) => {
    const form = mark.closest("form");
    let timer = 0;
    const keep = async () => {
      try {
        const answer = await fetch(mark.dataset.draft, { method: "POST", body: new URLSearchParams(new FormData(form)) });
        mark.textContent = answer.ok ? mark.dataset.kept : "";
      } catch { mark.textContent = ""; }
    };
    const later = () => { clearTimeout(timer); timer = setTimeout(keep, 1500); };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("submit", () => clearTimeout(timer));
  };

  /* A bar that moves by itself; at the end the page is loaded anew. */
  const follow = (bar) => setTimeout(async () => {
    try {
      const answer = await fetch(bar.dataset.progress, { headers: { Accept: "application/json" } });
      const now = await answer.json();
      if (now.finished) { location.reload(); return; }
      bar.value = now.done;
      document.getElementById(bar.getAttribute("aria-labelledby")).textContent = now.text;
    } catch { /* the link below the bar still works */ }
    follow(bar);
  }, 2000);

  /* The same form twice in a row is sent once; coming back to the page frees it. */
  const sent = new WeakSet();
  addEventListener("pageshow", () => all("form").forEach((form) => sent.delete(form)));
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (sent.has(form)) { event.preventDefault(); return; }
    sent.add(form);
    setTimeout(() => sent.delete(form), 5000);
  });

  /* The open menu closes on Escape and on a press elsewhere. */
  const menus = () => all("details.menu[open]");
  document.addEventListener("click", (event) => menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") menus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });

  all("input[data-suggest-url]").forEach(suggest);
  all("textarea[data-max]").forEach(count);
  all("[data-progress]").forEach(follow);
  all("[data-draft]").forEach(draft);
  new Set(all("input[data-max-checked]").map((box) => box.name)).forEach(limit);
  document.querySelector("[data-focus]")?.focus();
})();
