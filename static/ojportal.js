/* Small conveniences; every page works without them. */
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) {
    event.preventDefault();
    window.print();
  }
});

/* A choice in a filter form takes effect at once; without script the button "Visa" does it. */
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-submit-on-change]");
  if (form) {
    form.requestSubmit();
  }
});
document.documentElement.classList.add("has-script");

/* A list narrows as one types; without script the button "Sök" does it. Enter does not send the form half done. */
document.addEventListener("input", (event) => {
  const list = event.target.dataset.filter && document.querySelector(event.target.dataset.filter);
  if (!list) {
    return;
  }
  const wanted = event.target.value.trim().toLocaleLowerCase("sv");
  for (const part of list.querySelectorAll("details")) {
    const whole = part.querySelector("summary").textContent.toLocaleLowerCase("sv").includes(wanted);
    let found = 0;
    for (const one of part.querySelectorAll("li")) {
      one.hidden = !whole && !one.textContent.toLocaleLowerCase("sv").includes(wanted);
      found += one.hidden ? 0 : 1;
    }
    part.hidden = found === 0;
    part.open = wanted !== "" && found > 0;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.dataset.filter) {
    event.preventDefault();
  }
});

/* How many boxes of a name are ticked. */
document.addEventListener("change", (event) => {
  const shown = document.querySelector(`[data-count="${event.target.name}"]`);
  if (shown) {
    shown.textContent = event.target.form.querySelectorAll(`[name="${event.target.name}"]:checked`).length;
  }
});
