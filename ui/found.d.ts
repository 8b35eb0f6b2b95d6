declare module 'found:behaviours' {
  /** By name, what each file directly in `behaviours/` does; the build lists them. */
  export const behaviours: Record<string, import('./attach').Behaviour>
}
// The light build brings no types of its own.
declare module 'hls.js/light' {
  export { default } from 'hls.js'
}
