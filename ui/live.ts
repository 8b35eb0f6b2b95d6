import { camera } from './live/camera'
import { begin } from './live/enliven'
import { line } from './live/line'
import { player } from './live/player'
import { press } from './live/press'
import { quick } from './live/quick'
import { room } from './live/room'
import { sheet } from './live/sheet'
import { timeline } from './live/timeline'

// The player first: the others ask it what is on the screen.
begin({ player, room, timeline, line, sheet, camera, press, quick })
