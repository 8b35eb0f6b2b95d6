// A guest without a session looks at a listing: their browser says so once the page has been seen for a moment, so that
// the page itself is the same for everybody.
const MOMENT = 1500;

export function seen(form: HTMLFormElement): void {
  setTimeout(() => {
    if (document.visibilityState !== "visible") return;
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) fields.append(name, String(value));
    void fetch(form.action, { method: "POST", body: fields, keepalive: true }).catch(() => undefined);
  }, MOMENT);
}
