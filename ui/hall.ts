export { open } from './hall/open'
