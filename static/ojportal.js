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
