/** Booths are dragged over the ground, or moved by the arrow keys, and the server is told where they stand. What it refuses goes back. */
const STEP = 5
const LARGE = 25

type Spot = { x: number; y: number }

export function floorPlan(figure: HTMLElement): void {
  const moves = figure.dataset.moves
  const plan = figure.querySelector('svg')
  if (!moves || !plan) return
  for (const booth of plan.querySelectorAll<SVGAElement>('[data-booth]')) watch(figure, plan, booth, moves)
}

function watch(figure: HTMLElement, plan: SVGSVGElement, booth: SVGAElement, moves: string): void {
  let kept = spotOf(booth)
  const tell = async () => {
    const now = spotOf(booth)
    if (now.x === kept.x && now.y === kept.y) return
    const body = new URLSearchParams({ number: booth.dataset.booth ?? '', x: String(now.x), y: String(now.y), script: 'true' })
    const answer = await fetch(moves, { method: 'POST', body }).catch(() => undefined)
    if (answer?.ok) kept = now
    else {
      put(booth, kept)
      say(figure)
    }
  }
  booth.addEventListener('pointerdown', down => {
    const from = spotOf(booth)
    const start = inPlan(plan, down)
    booth.setPointerCapture(down.pointerId)
    const move = (event: PointerEvent) => {
      const at = inPlan(plan, event)
      put(booth, { x: from.x + at.x - start.x, y: from.y + at.y - start.y })
    }
    const up = () => {
      booth.removeEventListener('pointermove', move)
      void tell()
    }
    booth.addEventListener('pointermove', move)
    booth.addEventListener('pointerup', up, { once: true })
    booth.addEventListener('pointercancel', up, { once: true })
  })
  booth.addEventListener('keydown', event => {
    const way = ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as Record<string, number[]>)[event.key]
    if (!way) return
    event.preventDefault()
    const by = event.shiftKey ? LARGE : STEP
    const at = spotOf(booth)
    put(booth, { x: at.x + (way[0] ?? 0) * by, y: at.y + (way[1] ?? 0) * by })
  })
  booth.addEventListener('keyup', event => {
    if (event.key.startsWith('Arrow')) void tell()
  })
}

function spotOf(booth: SVGAElement): Spot {
  return { x: Number(booth.dataset.x), y: Number(booth.dataset.y) }
}

/** Within the border of the ground, which is 1000 by 700, on whole units of five. */
function put(booth: SVGAElement, to: Spot): void {
  const box = booth.querySelector('rect')
  const text = booth.querySelector('text')
  if (!box || !text) return
  const [wide, high] = [Number(box.getAttribute('width')), Number(box.getAttribute('height'))]
  const x = Math.min(1000 - wide, Math.max(0, Math.round(to.x / STEP) * STEP))
  const y = Math.min(700 - high, Math.max(0, Math.round(to.y / STEP) * STEP))
  booth.dataset.x = String(x)
  booth.dataset.y = String(y)
  box.setAttribute('x', String(x))
  box.setAttribute('y', String(y))
  text.setAttribute('x', String(x + wide / 2))
  text.setAttribute('y', String(y + high / 2 + 5))
}

function inPlan(plan: SVGSVGElement, event: PointerEvent): Spot {
  const matrix = plan.getScreenCTM()
  const at = new DOMPoint(event.clientX, event.clientY)
  return matrix ? at.matrixTransform(matrix.inverse()) : at
}

function say(figure: HTMLElement): void {
  let line = figure.querySelector<HTMLElement>('[role=status]')
  if (!line) {
    line = document.createElement('p')
    line.setAttribute('role', 'status')
    figure.append(line)
  }
  line.textContent = figure.dataset.refused ?? ''
}
