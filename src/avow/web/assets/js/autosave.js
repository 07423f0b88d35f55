// Saves a long form by itself while somebody writes: every half minute, if anything changed.
// The server refuses a save on an older text, so nobody's words are written over.

const EVERY = 30_000;

function start(form) {
  const status = form.querySelector("[data-av-autosave-status]");
  const revision = form.querySelector("input[name=revision]");
  let saved = written(form);
  let stopped = false;
  form.addEventListener("submit", () => { stopped = true; });
  setInterval(async () => {
    const now = written(form);
    if (stopped || now === saved) return;
    const answer = await send(form);
    if (stopped) return;
    if (answer) {
      revision.value = answer.revision;
      saved = written(form);
    } else {
      stopped = true;
    }
    status.textContent = answer ? `${status.dataset.saved} ${clock()}` : status.dataset.failed;
  }, EVERY);
}

function written(form) {
  const data = new FormData(form);
  data.delete("revision");
  return JSON.stringify([...data]);
}

async function send(form) {
  try {
    const answer = await fetch(window.location.href, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Avow-Autosave": "1" },
    });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

function clock() {
  return new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format(new Date());
}

for (const form of document.querySelectorAll("[data-av-autosave]")) start(form);
