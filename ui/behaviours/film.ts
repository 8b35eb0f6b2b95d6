/** Send a film piece by piece, so that a weak connection costs a piece and not the film. */
export function film(element: HTMLElement): void {
  const form = element as HTMLFormElement
  const announce = form.dataset.announce
  const file = form.querySelector<HTMLInputElement>('input[type="file"]')
  if (!announce || !file) return
  let begun: { key: string; pieces: string; most: number } | null = null
  form.addEventListener('submit', async (event) => {
    const chosen = file.files?.[0]
    if (!chosen) return
    event.preventDefault()
    if (form.getAttribute('aria-busy')) return
    form.setAttribute('aria-busy', 'true')
    tell(form, '')
    const key = `${chosen.name} ${chosen.size} ${chosen.lastModified}`
    const words = new URLSearchParams({ name: chosen.name, size: String(chosen.size) })
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') words.set(name, value)
    // What broke off goes on where it was.
    const answer = begun?.key === key ? null : await ask(announce, words)
    if (answer?.ok) begun = { key, ...(await answer.json() as { pieces: string; most: number }) }
    const fault = answer && !answer.ok ? await words_of(answer) : begun ? await send(form, chosen, begun) : ''
    form.removeAttribute('aria-busy')
    if (fault === null) location.assign(form.action)
    else tell(form, fault || form.dataset.failed || '')
    if (fault) begun = null
  })
}

/** Send all pieces. Nothing, when it is done; else what is wrong, empty where the connection is. */
async function send(form: HTMLFormElement, film: File, { pieces, most }: { pieces: string; most: number }): Promise<string | null> {
  let [from, pause] = [0, 1000]
  const where = await ask(`${pieces}?from=0`, new Blob())
  if (where?.ok) from = (await where.json() as { received: number }).received
  while (from < film.size) {
    show(form, from / film.size)
    const answer = await ask(`${pieces}?from=${from}`, film.slice(from, from + Math.min(most, 4 << 20)))
    if (answer?.ok) {
      from = (await answer.json() as { received: number }).received
      pause = 1000
    } else if (answer && answer.status < 500 && answer.status !== 429) {
      return await words_of(answer) || ' '
    } else {
      if (pause > 60000) return ''
      await new Promise((done) => setTimeout(done, pause))
      pause *= 2
    }
  }
  show(form, 1)
  return null
}

async function ask(to: string, body: Blob | URLSearchParams): Promise<Response | null> {
  return fetch(to, { method: 'POST', body, redirect: 'manual', headers: { Accept: 'application/json' } }).catch(() => null)
}

function show(form: HTMLFormElement, share: number): void {
  const box = form.querySelector<HTMLElement>('[data-sending]')
  const [bar, words] = [box?.querySelector('progress'), box?.querySelector('[data-percent]')]
  if (box) box.hidden = false
  const percent = Math.floor(share * 100)
  if (bar) bar.value = percent
  if (words) words.textContent = `${percent} %`
}

function tell(form: HTMLFormElement, text: string): void {
  const place = form.querySelector<HTMLElement>('[data-error]')
  if (!place) return
  place.textContent = text
  place.hidden = !text
}

async function words_of(answer: Response): Promise<string> {
  const problem = await answer.json().catch(() => ({})) as { title?: string; errors?: { message: string }[] }
  return problem.errors?.[0]?.message ?? problem.title ?? ''
}
