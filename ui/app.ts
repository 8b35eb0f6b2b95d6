import { behaviours } from 'found:behaviours'
import { attach } from './attach'

attach(document, behaviours)

// A page that stands in a frame of ours, over a live picture say, is without what surrounds a page.
if (self !== top) document.documentElement.dataset.framed = ''
