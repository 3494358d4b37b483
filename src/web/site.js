// Only makes things smoother: every page works without it.
"use strict";
for (const form of document.querySelectorAll("form[data-submit=change]")) {
  form.addEventListener("change", () => form.requestSubmit());
}
for (const button of document.querySelectorAll("button.copy")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href);
    button.textContent = button.dataset.done;
  });
}

// Files and folders that are dropped are sent as those that are chosen.
for (const place of document.querySelectorAll("[data-drop]")) {
  const [form] = place.querySelectorAll("form");
  place.querySelector(".hint").hidden = false;
  for (const name of ["dragenter", "dragover"]) {
    place.addEventListener(name, (event) => { event.preventDefault(); place.classList.add("over"); });
  }
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", async (event) => {
    event.preventDefault();
    place.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    const found = [];
    for (const entry of entries) { if (entry) await collect(entry, found); }
    if (found.length === 0) return;
    const data = new FormData();
    data.append("token", form.elements.token.value);
    for (const [name, file] of found) data.append("files", file, name);
    const answer = await fetch(form.action, { method: "POST", body: data });
    if (answer.redirected) { location.href = answer.url; return; }
    document.querySelector("main").innerHTML = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main").innerHTML;
  });
}

async function collect(entry, found) {
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    found.push([entry.fullPath.replace(/^\//, ""), file]);
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const part = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (part.length === 0) return;
    for (const inner of part) await collect(inner, found);
  }
}
