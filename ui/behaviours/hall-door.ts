/** Load the room only when somebody walks in: `data-script` is where it is. */
export function hallDoor(door: HTMLElement): void {
  for (const part of door.querySelectorAll<HTMLElement>('[data-walk]')) part.hidden = false
  const button = door.querySelector<HTMLButtonElement>('button[data-walk]')
  button?.addEventListener('click', async () => {
    const { script } = door.dataset
    if (!script || button.getAttribute('aria-disabled') === 'true') return
    button.setAttribute('aria-disabled', 'true')
    try {
      const room = await import(script) as typeof import('../hall')
      room.open()
    } finally {
      button.removeAttribute('aria-disabled')
    }
  })
}
