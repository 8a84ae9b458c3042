/* Meeting mode. Without this file everything works by links and the form. */
(() => {
  const form = document.querySelector("form[data-point-form]");
  const fields = ["text", "consider_in_analysis", "consider_because", "raised_by", "obvious", "earlier"];
  const field = (name) => form && form.elements.namedItem(name);
  const read = (one) => (one.type === "checkbox" ? (one.checked ? "1" : "") : one.value);
  const state = () => fields.map((name) => (field(name) ? read(field(name)) : "")).join("\u0000");
  let saved = form ? state() : "";
  let leaving = false;
  const isDirty = () => form !== null && state() !== saved;

  function go(link, gor) {
    if (isDirty()) {
      form.querySelector('input[name="gor"]').value = gor;
      leaving = true;
      form.requestSubmit();
    } else {
      link.click();
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || (event.ctrlKey && event.key !== "Enter")) {
      return;
    }
    const typing = event.target.closest("input, textarea, select");
    if (typing && event.key === "Escape") {
      typing.blur();
      return;
    }
    if (event.ctrlKey && event.key === "Enter" && form) {
      leaving = true;
      form.requestSubmit();
      return;
    }
    if (typing || event.ctrlKey) {
      return;
    }
    const next = document.querySelector("[data-next]");
    const previous = document.querySelector("[data-previous]");
    if ((event.key === "ArrowRight" || event.key === "j") && next) {
      go(next, "nasta");
    } else if ((event.key === "ArrowLeft" || event.key === "k") && previous) {
      go(previous, "foregaende");
    } else if (event.key === "s" && form) {
      event.preventDefault();
      field("text").focus();
    }
  });

  /* A text that nobody is changing here follows what others save; one that is being changed is left alone. */
  function follow(panel) {
    const seen = field("seen_version");
    if (!form || !seen || panel.dataset.version === seen.value) {
      return;
    }
    if (isDirty()) {
      form.querySelector("[data-others]").hidden = false;
      return;
    }
    const values = { text: "text", consider_because: "because", raised_by: "raised", earlier: "fate" };
    Object.entries(values).forEach(([name, key]) => {
      if (field(name)) {
        field(name).value = panel.dataset[key];
      }
    });
    field("consider_in_analysis").checked = panel.dataset.consider === "1";
    field("obvious").checked = panel.dataset.obvious === "1";
    seen.value = panel.dataset.version;
    saved = state();
  }

  document.body.addEventListener("htmx:afterSettle", () => {
    const panel = document.getElementById("panel");
    if (panel) {
      follow(panel);
    }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-take-earlier]")) {
      field("text").value = form.querySelector("[data-earlier]").innerText;
      field("earlier").value = "confirmed";
    }
  });

  if (form) {
    form.addEventListener("submit", () => { leaving = true; });
    window.addEventListener("beforeunload", (event) => {
      if (!leaving && isDirty()) {
        event.preventDefault();
      }
    });
  }
})();
