/** Load the 3D viewer only when asked: `data-script` is its URL, `data-src` the GLB. */
export function modelTap(button: HTMLElement): void {
  button.hidden = false
  button.addEventListener('click', async () => {
    const { script, src, alt = '' } = button.dataset
    const place = button.closest<HTMLElement>('.model')
    if (!script || !src || !place) return
    button.setAttribute('aria-disabled', 'true')
    await import(script)
    const viewer = document.createElement('model-viewer')
    const settings: Record<string, string> = { src, alt, 'camera-controls': '', ar: '', 'shadow-intensity': '0.6', 'touch-action': 'pan-y', 'interaction-prompt': 'none' }
    for (const [name, value] of Object.entries(settings)) viewer.setAttribute(name, value)
    viewer.addEventListener('error', () => button.removeAttribute('aria-disabled'))
    place.replaceChildren(viewer)
    viewer.focus()
  })
}
