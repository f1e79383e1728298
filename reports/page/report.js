
(() => {
  "use strict";

  const root = document.documentElement;
  const main = document.getElementById("findings");
  const pane = document.getElementById("document");
  const said = document.getElementById("said");
  const byId = (id) => document.getElementById(id);
  const narrow = matchMedia("(max-width: 899.98px)");
  const PLACE = /^#((?:q|f|page-)[\d-]+)$/;
  let origin = null;

  root.classList.add("js");

  // Showing a passage: light up all its pieces and bring the first into view.

  const settle = (target, block) => {
    // Pages that were never on the screen have estimated heights: once they are drawn, the place moves.
    target.scrollIntoView({ block });
    requestAnimationFrame(() => {
      target.scrollIntoView({ block });
      requestAnimationFrame(() => target.scrollIntoView({ block }));
    });
  };

  const takeFocus = (element) => {
    if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
    element.focus({ preventScroll: true });
  };

  const openFolds = (element) => {
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
  };

  const setSheet = (open) => {
    pane.classList.toggle("open", open);
    const over = open && narrow.matches;
    main.inert = over;
    document.querySelector(".top").inert = over;
    root.style.overflow = over ? "hidden" : "";
  };

  const unlight = () => {
    for (const mark of pane.querySelectorAll("mark.on")) mark.classList.remove("on");
  };

  const showInText = (id) => {
    unlight();
    const parts = [...pane.querySelectorAll(`mark[data-q~="${id}"]`)];
    const target = parts[0] || byId(id);
    if (!target) return;
    for (const part of parts) part.classList.add("on");
    setSheet(true);
    settle(target, parts.length ? "center" : "start");
    takeFocus(target);
    const page = target.closest(".page");
    const where = page ? `page ${page.dataset.page}` : "the text";
    said.textContent = `${parts.length ? "Quotation on " : "Showing "}${where}. Escape leads back.`;
  };

  const showFinding = (element) => {
    openFolds(element);
    for (const item of main.querySelectorAll(".here")) item.classList.remove("here");
    element.classList.add("here");
    settle(element, "nearest");
    takeFocus(element);
  };

  const show = (hash) => {
    const found = PLACE.exec(hash);
    const target = found && byId(found[1]);
    if (!target) return false;
    if (main.contains(target)) showFinding(target);
    else showInText(found[1]);
    return true;
  };

  const goBack = () => {
    if (narrow.matches && history.state && history.state.sheet) history.back();
    else leaveText();
  };

  const leaveText = () => {
    setSheet(false);
    unlight();
    if (origin && origin.isConnected) {
      origin.focus({ preventScroll: true });
      origin.scrollIntoView({ block: "nearest" });
    }
    origin = null;
    said.textContent = "";
  };

  const follow = (link) => {
    const hash = link.getAttribute("href");
    const intoText = !main.contains(byId(hash.slice(1)));
    if (intoText) origin = link;
    const item = link.closest(".item");
    if (item && intoText) {
      for (const other of main.querySelectorAll(".here")) other.classList.remove("here");
      item.classList.add("here");
    }
    if (narrow.matches && intoText) history.pushState({ sheet: true }, "", hash);
    else history.replaceState(history.state, "", hash);
    show(hash);
  };

  const unfold = (button) => {
    const rest = button.nextElementSibling;
    rest.classList.add("open");
    button.setAttribute("aria-expanded", "true");
    button.hidden = true;
    const first = rest.querySelector("a");
    if (first) first.focus({ preventScroll: true });
  };

  const firstQuotation = (item) => item.querySelector('a[href^="#q"], a[href^="#page-"]');

  main.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a[href^='#']");
    if (link) {
      if (!PLACE.test(link.getAttribute("href"))) return;
      event.preventDefault();
      follow(link);
      return;
    }
    const item = event.target.closest(".item");
    const fold = event.target.closest(".unfold");
    if (fold) unfold(fold);
    if (!item || event.target.closest("summary, button, input, select")) return;
    if (String(getSelection())) return;
    const first = firstQuotation(item);
    if (first) follow(first);
  });

  pane.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (!mark || String(getSelection())) return;
    const names = mark.dataset.q.split(" ");
    const links = names.flatMap((name) => [...main.querySelectorAll(`.item a[href="#${name}"]`)]);
    const left = links.filter((one) => !one.closest("[hidden]"));
    const link = left.find((one) => one.checkVisibility && one.checkVisibility()) || left[0];
    const item = link && link.closest(".item");
    if (!item) {
      if (links.length) said.textContent = "The filters hide the findings that quote this.";
      return;
    }
    if (pane.classList.contains("open") && narrow.matches) {
      origin = null;
      goBack();
    }
    unlight();
    const name = link.getAttribute("href").slice(1);
    for (const part of pane.querySelectorAll(`mark[data-q~="${name}"]`)) part.classList.add("on");
    requestAnimationFrame(() => showFinding(item));
  });

  byId("back").addEventListener("click", goBack);
  addEventListener("popstate", () => {
    if (!show(location.hash) && narrow.matches) leaveText();
  });
  narrow.addEventListener("change", () => setSheet(pane.classList.contains("open")));

  // The page number above the text.

  const goto = byId("goto");
  if (goto) {
    const pages = [...pane.querySelectorAll(".page")];
    const numberOf = (page) => Number(page.dataset.page);
    goto.addEventListener("change", () => {
      // Beyond the last page is the last; where only quoted pages are shown, the next one that is.
      const wanted = Number(goto.value);
      const page = pages.find((one) => numberOf(one) >= wanted) || pages.at(-1);
      goto.value = page.dataset.page;
      settle(page, "start");
    });
    const seen = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          if (entry.isIntersecting && document.activeElement !== goto) goto.value = entry.target.dataset.page;
        }
      },
      { root: pane, rootMargin: "-12% 0px -87% 0px" },
    );
    for (const page of pages) seen.observe(page);
  }

  // The filter.

  const items = [...main.querySelectorAll(".item")];
  const folds = [...main.querySelectorAll(".fold")];
  const fields = { who: byId("by-reader"), sure: byId("by-sure"), conflict: byId("by-conflict"), text: byId("by-text") };
  const texts = new Map();
  let openBefore = null;

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ");
  const textOf = (item) => {
    if (!texts.has(item)) texts.set(item, folded(item.textContent));
    return texts.get(item);
  };

  const fits = (item, wanted) =>
    (!wanted.who || item.dataset.who.split(" ").includes(wanted.who)) &&
    (!("sure" in item.dataset) || Number(item.dataset.sure) >= wanted.sure) &&
    (!wanted.conflict || "conflict" in item.dataset) &&
    (!wanted.text || textOf(item).includes(wanted.text));

  // Each section with findings says so where none is left.
  const sections = [...new Set(items.map((item) => item.closest("section")))].filter(Boolean).map((section) => {
    const note = document.createElement("p");
    note.className = "note nothing";
    note.textContent = "Nothing matches these filters.";
    note.hidden = true;
    section.append(note);
    return [note, [...section.querySelectorAll(".item")]];
  });

  const count = () => {
    const kinds = new Map();
    for (const item of items) {
      const kind = item.dataset.kind || "finding";
      const [shown, all] = kinds.get(kind) || [0, 0];
      kinds.set(kind, [shown + !item.hidden, all + 1]);
    }
    const parts = [...kinds].map(([kind, [shown, all]]) => `${shown} of ${all} ${kind}${all === 1 ? "" : "s"}`);
    byId("counted").textContent = parts.length ? `Showing ${parts.join(", ")}` : "There are no findings";
  };

  const filter = () => {
    const wanted = {
      who: fields.who.value,
      sure: Number(fields.sure.value),
      conflict: fields.conflict.checked,
      text: folded(fields.text.value.trim()),
    };
    const active = Boolean(wanted.who || wanted.sure || wanted.conflict || wanted.text);
    byId("sure-shown").textContent = `${wanted.sure}%`;
    byId("clear").hidden = !active;
    for (const item of items) item.hidden = !fits(item, wanted);
    if (active && !openBefore) openBefore = folds.filter((fold) => fold.open);
    for (const fold of folds) {
      const within = [...fold.querySelectorAll(".item")];
      const some = within.some((item) => !item.hidden);
      fold.hidden = active && !some;
      if (active) fold.open = some && Boolean(wanted.who || wanted.text || wanted.conflict);
      else if (openBefore) fold.open = openBefore.includes(fold);
    }
    if (!active) openBefore = null;
    for (const [note, within] of sections) note.hidden = within.some((item) => !item.hidden);
    count();
  };

  for (const field of Object.values(fields)) field.addEventListener("input", filter);
  byId("clear").addEventListener("click", () => {
    fields.who.value = "";
    fields.sure.value = 0;
    fields.conflict.checked = false;
    fields.text.value = "";
    filter();
    fields.text.focus();
  });
  filter();

  // The keyboard.

  const letters = byId("letters"); // WCAG 2.1.4: keys that are single characters can be switched off

  const step = (by) => {
    const shown = items.filter((item) => !item.hidden && (!item.checkVisibility || item.checkVisibility()));
    if (!shown.length) return;
    const current = document.activeElement.closest(".item") || main.querySelector(".item.here");
    const at = shown.indexOf(current);
    showFinding(shown[at < 0 ? 0 : Math.min(Math.max(at + by, 0), shown.length - 1)]);
  };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && (origin || pane.classList.contains("open"))) {
      event.preventDefault();
      goBack();
      return;
    }
    if (event.target.matches("input, select, textarea")) return;
    if (event.key === "Enter" && event.target.matches(".item")) {
      const first = firstQuotation(event.target);
      if (first) follow(first);
    } else if (!letters.checked) return;
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") {
      event.preventDefault();
      fields.text.focus();
    }
  });

  const strip = main.querySelector(".strip");
  if (strip) {
    const cells = [...strip.querySelectorAll("a.cell")];
    const stop = (cell) => {
      for (const other of cells) other.tabIndex = other === cell ? 0 : -1;
    };
    stop(cells[0]);
    strip.addEventListener("keydown", (event) => {
      const moves = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
      const at = cells.indexOf(document.activeElement);
      const next = event.key === "Home" ? 0 : event.key === "End" ? cells.length - 1 : at + (moves[event.key] || 0);
      if (at < 0 || next === at || !cells[next]) return;
      event.preventDefault();
      stop(cells[next]);
      cells[next].focus();
    });
  }

  // Paper shows everything.

  let openOnScreen = null;
  addEventListener("beforeprint", () => {
    openOnScreen = [...document.querySelectorAll("details")].map((fold) => [fold, fold.open]);
    for (const [fold] of openOnScreen) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const [fold, open] of openOnScreen || []) fold.open = open;
    openOnScreen = null;
  });

  if (location.hash) show(location.hash);
})();
