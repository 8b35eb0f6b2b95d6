import { behaviours } from 'found:behaviours'
import { attach } from './attach'

attach(document, behaviours)
