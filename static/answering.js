/* Saves answer by answer. Without this script the buttons at the end of the section save the same form.
   What is asked is decided by the server alone: it answers each save with the questions that changed. */
(() => {
  const page = document.querySelector("[data-save]");
  if (!page) return;

  const FIRST_RETRY = 2000;
  const LONGEST_RETRY = 30000;
  const PAUSE = 700; // after the last keystroke
  const store = `ojportal:${location.pathname}`;
  const waiting = new Map(); // question -> names of fields changed and not yet saved
  const settled = new Set(); // items whose comment alone was in conflict, and has been chosen
  let sending = false;
  let failures = 0;
  let timer = null;

  const block = (question) => page.querySelector(`[data-question="${CSS.escape(question)}"]`);
  const questionOf = (element) => element.closest("[data-question]")?.dataset.question;
  const itemOf = (name) => name.replace(/^(svar|kommentar)-/, "");
  const seenName = (name) => (name.startsWith("svar-") ? `sett-${itemOf(name)}` : `sett-${name}`);
  const fieldsOf = (question) => [...block(question).querySelectorAll("[form=avsnittet][name]:not(button)")];
  const token = () => document.cookie.match(/csrftoken=([^;]+)/)?.[1] ?? page.querySelector("[name=csrfmiddlewaretoken]").value;

  function tell(text, failed = false) {
    const place = document.getElementById("sparat");
    place.textContent = text;
    place.classList.toggle("saved-failed", failed);
  }

  /* Kept in the browser until the server has it, so that a closed page or a lost net loses nothing. */
  function keep() {
    const drafts = {};
    for (const question of waiting.keys()) {
      if (!block(question)) continue;
      const names = [...waiting.get(question)].flatMap((name) => [name, seenName(name)]);
      drafts[question] = names.map((name) => [name, valuesOf(question, name)]);
    }
    try {
      if (waiting.size) localStorage.setItem(store, JSON.stringify(drafts));
      else localStorage.removeItem(store);
    } catch { /* full, or not allowed: the page itself still holds what is typed */ }
  }

  function valuesOf(question, name) {
    return fieldsOf(question).filter((field) => field.name === name)
      .filter((field) => !["radio", "checkbox"].includes(field.type) || field.checked).map((field) => field.value);
  }

  function note(element, pause) {
    const question = questionOf(element);
    if (!question || element.disabled || !/^(svar|kommentar)-/.test(element.name)) return;
    if (!waiting.has(question)) waiting.set(question, new Set());
    waiting.get(question).add(element.name);
    keep();
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  }

  function bodyOf(question) {
    const body = new FormData();
    for (const field of fieldsOf(question)) {
      if (!["radio", "checkbox"].includes(field.type) || field.checked) body.append(field.name, field.value);
    }
    for (const name of waiting.get(question)) {
      if (name.startsWith("svar-") || settled.delete(itemOf(name))) body.append("andrat", itemOf(name));
    }
    body.append("avsnitt", page.dataset.section);
    return body;
  }

  async function send() {
    if (sending || !waiting.size) return;
    sending = true;
    const [question, names] = waiting.entries().next().value;
    if (!block(question)) {
      waiting.delete(question);
    } else {
      const body = bodyOf(question);
      const before = new Set(names);
      waiting.set(question, new Set());
      tell("Sparar …");
      try {
        await deliver(page.dataset.save, body);
        failures = 0;
        if (!waiting.get(question).size) waiting.delete(question);
      } catch (problem) {
        before.forEach((name) => waiting.get(question).add(name));
        failures += 1;
        tell(problem.message, true);
      }
    }
    keep();
    sending = false;
    if (waiting.size) {
      timer = setTimeout(send, failures ? Math.min(FIRST_RETRY * 2 ** (failures - 1), LONGEST_RETRY) : 0);
    }
  }

  async function deliver(address, body) {
    let answer;
    try {
      answer = await fetch(address, {
        method: "POST", body, redirect: "manual",
        headers: { "X-CSRFToken": token(), "X-Requested-With": "fetch" },
      });
    } catch {
      throw new Error("Inte sparat: ingen kontakt med servern. Försöker igen.");
    }
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      throw new Error("Inte sparat: du är utloggad. Logga in i en annan flik, så sparas det du skrivit.");
    }
    const text = await answer.text();
    if (answer.headers.get("Content-Type").startsWith("text/plain")) throw new Error(text); // refused: nothing is saved
    if (![200, 409, 422].includes(answer.status)) throw new Error("Inte sparat: något gick fel. Försöker igen.");
    while (pressed) await new Promise((resolve) => setTimeout(resolve, 40));
    show(text, answer.status === 409);
  }

  /* A block is never changed between pressing and letting go of the button: the click would miss. */
  let pressed = false;
  addEventListener("pointerdown", () => { pressed = true; }, true);
  for (const name of ["pointerup", "pointercancel", "blur"]) {
    addEventListener(name, () => setTimeout(() => { pressed = false; }, 0), true);
  }

  /* Puts the server's blocks in place, but never over something typed since it was sent. What was sent then stands as
     seen, except in a conflict: the next save is to meet it again. */
  function show(html, isConflict) {
    const held = document.activeElement;
    const place = placeOf(held);
    const fresh = new DOMParser().parseFromString(html, "text/html");
    for (const element of [...fresh.body.children]) {
      const old = element.id && document.getElementById(element.id);
      if (!old) continue;
      const question = element.dataset.question;
      if (element.id === "sparat") tell(element.textContent, element.classList.contains("saved-failed"));
      else if (!question || !waiting.get(question)?.size) old.replaceWith(element);
      else if (!isConflict) refreshSeen(old, element);
    }
    if (!held.isConnected && place) {
      const again = document.querySelector(place.selector);
      again?.focus({ preventScroll: true });
      if (again && place.from !== null && /^(text|textarea)$/.test(again.type)) again.setSelectionRange(place.from, place.to);
    }
  }

  function placeOf(element) {
    const [from, to] = [element.selectionStart ?? null, element.selectionEnd ?? null];
    if (element.id) return { selector: `#${CSS.escape(element.id)}`, from, to };
    if (element.closest("#delar") && element.href) {
      return { selector: `#delar a[href="${CSS.escape(element.getAttribute("href"))}"]`, from, to };
    }
    return null;
  }

  function refreshSeen(old, fresh) {
    for (const field of fresh.querySelectorAll("input[type=hidden][name^=sett-]")) {
      const same = old.querySelector(`input[name="${CSS.escape(field.name)}"]`);
      if (same) same.value = field.value;
    }
  }

  page.addEventListener("input", (event) => note(event.target, event.target.matches("textarea, [type=text]") ? PAUSE : 0));
  page.addEventListener("change", (event) => {
    const field = event.target;
    if (field.type === "checkbox" && field.checked && field.name.startsWith("svar-")) {
      for (const other of fieldsOf(questionOf(field))) {
        if (other.name === field.name && other !== field && other.type === "text") other.value = "";
      }
    }
    if (field.type === "text" && field.value && field.name.startsWith("svar-")) {
      for (const other of fieldsOf(questionOf(field))) {
        if (other.name === field.name && other.type === "checkbox") other.checked = false;
      }
    }
    note(field, 0);
  });
  page.addEventListener("click", (event) => {
    const mine = event.target.closest("[data-keep-mine]");
    const theirs = event.target.closest("[data-take-theirs]");
    if (mine) {
      event.preventDefault();
      keepMine(questionOf(mine), mine.value);
    } else if (theirs) {
      event.preventDefault();
      const question = questionOf(theirs);
      waiting.delete(question);
      keep();
      refetch(question);
    }
  });

  /* "Behåll mitt": having seen theirs, the field is sent as it stands. */
  function keepMine(question, item) {
    for (const name of [`svar-${item}`, `kommentar-${item}`]) {
      const field = fieldsOf(question).find((one) => one.name === name);
      if (field) note(field, 0);
    }
    if (!fieldsOf(question).some((one) => one.name === `svar-${item}`)) settled.add(item);
  }

  /* "Ta deras": the question as it stands. */
  async function refetch(question) {
    try {
      const answer = await fetch(location.href);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      block(question).replaceWith(fresh.querySelector(`[data-question="${CSS.escape(question)}"]`));
      tell("");
    } catch {
      tell("Ingen kontakt med servern. Försök igen.", true);
    }
  }

  page.addEventListener("submit", async (event) => {
    const form = event.target.closest("[data-fragment]");
    if (!form) return;
    event.preventDefault();
    const body = new FormData(form);
    if (event.submitter?.name) body.append(event.submitter.name, event.submitter.value);
    body.append("avsnitt", page.dataset.section);
    try {
      await deliver(form.action, body);
    } catch (problem) {
      tell(problem.message, true);
    }
  });

  addEventListener("beforeunload", (event) => {
    if (!waiting.size) return;
    let isTaken = !failures;
    for (const question of isTaken ? waiting.keys() : []) {
      if (!block(question)) continue;
      const body = bodyOf(question);
      body.append("csrfmiddlewaretoken", token());
      isTaken = navigator.sendBeacon(page.dataset.save, body) && isTaken;
    }
    if (!isTaken) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) send(); });
  addEventListener("online", () => { failures = 0; send(); });

  /* Leaving through the buttons of the section: the whole form is saved by the server. The drafts are kept until the
     page is opened again, should the net be gone. */
  document.getElementById("avsnittet").addEventListener("submit", () => waiting.clear());

  /* What an earlier visit could not save: put back with what was shown then, so that it overwrites nothing unseen. */
  function restore(question, fields) {
    const names = fields.filter(([name, values]) => /^(svar|kommentar)-/.test(name) && !isShown(question, name, values)).map(([name]) => name);
    for (const [name, values] of fields) {
      if (!names.includes(name) && !names.some((one) => seenName(one) === name)) continue;
      for (const field of fieldsOf(question).filter((one) => one.name === name)) {
        if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value);
        else field.value = values[0] ?? "";
        note(field, 0);
      }
    }
  }

  const isShown = (question, name, values) => JSON.stringify(valuesOf(question, name)) === JSON.stringify(values);

  let drafts = {};
  try {
    drafts = JSON.parse(localStorage.getItem(store) ?? "{}");
    localStorage.removeItem(store);
  } catch { /* not allowed here: there are none */ }
  for (const [question, fields] of Object.entries(drafts)) {
    if (block(question)) restore(question, fields);
  }
})();
