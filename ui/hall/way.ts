/** Where one can walk: within the walls, and around what stands there. Metres. */
export interface Floor { width: number; depth: number; stands: { x: number, z: number }[] }

export interface Spot { x: number, z: number }

/** From a wall, and from the middle of a plinth. */
const WALL = 0.5
const STAND = 0.85

/** The nearest spot to one that is free. */
export function free({ width, depth, stands }: Floor, spot: Spot): Spot {
  let { x, z } = spot
  for (const stand of stands) {
    const [dx, dz] = [x - stand.x, z - stand.z]
    const far = Math.hypot(dx, dz)
    if (far >= STAND) continue
    const by = far < 1e-6 ? 0 : STAND / far
    ;[x, z] = by === 0 ? [stand.x, stand.z + STAND] : [stand.x + dx * by, stand.z + dz * by]
  }
  const [sides, ends] = [width / 2 - WALL, depth / 2 - WALL]
  return { x: Math.min(Math.max(x, -sides), sides), z: Math.min(Math.max(z, -ends), ends) }
}

/** Where one stands to look at something, on the side that it faces. */
export function before(stand: { x: number, z: number, turn: number }, away = 1.9): Spot & { yaw: number } {
  const turn = stand.turn * Math.PI / 180
  return { x: stand.x + Math.sin(turn) * away, z: stand.z + Math.cos(turn) * away, yaw: turn }
}
