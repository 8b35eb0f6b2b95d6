import { attach, type Behaviour } from './behaviours/attach'
import { autoSubmit } from './behaviours/auto-submit'
import { confirm } from './behaviours/confirm'
import { copy } from './behaviours/copy'
import { country } from './behaviours/country'
import { dirtyForm } from './behaviours/dirty-form'
import { gallery } from './behaviours/gallery'
import { importProgress } from './behaviours/import-progress'
import { inSight } from './behaviours/in-sight'
import { modelTap } from './behaviours/model-tap'
import { openWide } from './behaviours/open-wide'
import { photoDrop } from './behaviours/photo-drop'
import { print } from './behaviours/print'
import { push } from './behaviours/push'
import { quantity } from './behaviours/quantity'
import { stripe } from './behaviours/stripe'
import { suggest } from './behaviours/suggest'
import { talk } from './behaviours/talk'
import { time } from './behaviours/time'
import { variantPicker } from './behaviours/variant-picker'

const behaviours: Record<string, Behaviour> = {
  'auto-submit': autoSubmit,
  confirm,
  copy,
  country,
  'dirty-form': dirtyForm,
  gallery,
  'import-progress': importProgress,
  'in-sight': inSight,
  'model-tap': modelTap,
  'open-wide': openWide,
  'photo-drop': photoDrop,
  print,
  push,
  quantity,
  stripe,
  suggest,
  talk,
  time,
  'variant-picker': variantPicker,
}

attach(document, behaviours)
