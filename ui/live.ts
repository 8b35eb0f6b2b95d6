import { camera } from './live/camera'
import { countdown } from './live/countdown'
import { begin } from './live/enliven'
import { feed } from './live/feed'
import { jump } from './live/jump'
import { hearts } from './live/hearts'
import { line } from './live/line'
import { numbers } from './live/numbers'
import { player } from './live/player'
import { press } from './live/press'
import { quick } from './live/quick'
import { redrawLots } from './live/redraw-lots'
import { room } from './live/room'
import { sheet } from './live/sheet'
import { timeline } from './live/timeline'

// The player first: the others ask it what is on the screen.
begin({
  player, room, timeline, line, sheet, camera, press, quick, countdown, jump, feed, hearts, numbers, 'redraw-lots': redrawLots,
})
