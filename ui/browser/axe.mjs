// Accessibility check in both sizes and both schemes: node axe.mjs URL…  Exit 1 on any violation.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import { everywhere } from './shots.mjs'

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let found = 0
await everywhere(process.argv.slice(2), async (page, url, label) => {
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
  for (const { id, help, nodes } of violations) {
    found++
    console.log(`${label}: ${id}: ${help}`)
    for (const node of nodes.slice(0, 4)) console.log(`   ${node.target} ${node.any[0]?.message ?? node.failureSummary ?? ''}`)
  }
})
console.log(found ? `${found} violations` : 'no violations')
process.exit(found ? 1 : 0)
