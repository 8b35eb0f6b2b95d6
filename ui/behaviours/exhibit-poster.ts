/** Show the model that was chosen, and let what is seen of it be its poster unless there is one: `data-script` draws it. */
export function exhibitPoster(form: HTMLElement): void {
  const model = form.querySelector<HTMLInputElement>('input[name="model"]')
  const poster = form.querySelector<HTMLInputElement>('input[name="poster"]')
  const place = form.querySelector<HTMLElement>('[data-preview]')
  const said = form.querySelector<HTMLElement>('[data-told]')
  const { script, made = '', alt = '' } = form.dataset
  if (!model || !poster || !place || !said || !script) return
  let isOurs = false
  poster.addEventListener('change', () => { isOurs = false })
  model.addEventListener('change', async () => {
    const file = model.files?.[0]
    said.textContent = ''
    place.hidden = !file
    place.replaceChildren()
    if (!file) return
    await import(script)
    const viewer = document.createElement('model-viewer') as HTMLElement & { toBlob(asked: object): Promise<Blob> }
    const address = URL.createObjectURL(file)
    const settings: Record<string, string> = { src: address, alt, 'camera-controls': '', 'shadow-intensity': '0.6', 'touch-action': 'pan-y', 'interaction-prompt': 'none' }
    for (const [name, value] of Object.entries(settings)) viewer.setAttribute(name, value)
    viewer.addEventListener('load', async () => {
      URL.revokeObjectURL(address)
      if (poster.files?.length && !isOurs) return
      // The first picture is drawn after the model has come.
      await new Promise((drawn) => setTimeout(drawn, 400))
      const picture = await viewer.toBlob({ mimeType: 'image/png', idealAspect: false })
      const files = new DataTransfer()
      files.items.add(new File([picture], 'poster.png', { type: 'image/png' }))
      poster.files = files.files
      isOurs = true
      said.textContent = made
    })
    place.append(viewer)
  })
}
