type More = Record<string, string>

/** Send a form without leaving the page; nothing, if it was then sent the plain way. What is wrong stands beside it. */
export async function send(form: HTMLFormElement, action = form.action, more: More = {}): Promise<Response | null> {
  const answer = await post(form, action, more)
  if (answer?.type === 'opaqueredirect') {
    // To where one signs in, say.
    form.action = action
    form.submit()
    return null
  }
  tell(form, answer?.ok ? '' : await fault(answer) || form.dataset.failed || '')
  return answer ?? Response.error()
}

/** Send a form and stay, wherever the answer leads. */
export async function post(form: HTMLFormElement, action = form.action, more: More = {}): Promise<Response | null> {
  const letter = new FormData(form)
  for (const [name, value] of Object.entries({ script: 'true', ...more })) letter.set(name, value)
  const words = new URLSearchParams([...letter].filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  const body = form.enctype === 'multipart/form-data' ? letter : words
  form.setAttribute('aria-busy', 'true')
  const answer = await fetch(action, { method: 'POST', body, redirect: 'manual', headers: { Accept: 'application/json' } }).catch(() => null)
  form.removeAttribute('aria-busy')
  return answer
}

function tell(form: HTMLFormElement, text: string): void {
  const place = form.querySelector<HTMLElement>('[data-error]')
  if (!place) return
  place.textContent = text
  place.hidden = !text
  const field = form.querySelector<HTMLElement>('textarea, input:not([type=hidden])')
  if (!field || !place.id) return
  if (text) field.setAttribute('aria-invalid', 'true')
  else field.removeAttribute('aria-invalid')
  field.setAttribute('aria-describedby', place.id)
}

async function fault(answer: Response | null): Promise<string> {
  if (!answer || !(answer.headers.get('Content-Type') ?? '').includes('json')) return ''
  const problem = await answer.json().catch(() => ({})) as { title?: string; errors?: { message: string }[] }
  return problem.errors?.[0]?.message ?? problem.title ?? ''
}
