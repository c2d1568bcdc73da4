// What every page owes its reader: nothing that axe-core finds, nothing to scroll sideways for, a title, one heading.
import axe from 'axe-core'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const WIDTHS = [1280, 360]

/** Everything that is wrong with the page as it stands, at both widths, with every part that opens opened. */
export async function shortcomings(page) {
  const found = []
  await page.evaluate(axe.source)
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width === 360 ? 640 : 900 })
    await page.evaluate(() => {
      for (const part of document.querySelectorAll('details')) part.open = true
    })
    found.push(...await page.evaluate(() => {
      const wrong = []
      const sideways = document.documentElement.scrollWidth - document.documentElement.clientWidth
      if (sideways > 0) wrong.push(`scrolls ${sideways} pixels sideways`)
      if (!document.title.trim()) wrong.push('has no title')
      const headings = document.querySelectorAll('h1').length
      if (headings !== 1) wrong.push(`has ${headings} first headings`)
      return wrong
    }).then((wrong) => wrong.map((words) => `${words} at ${width}`)))
    const { violations } = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values } }), RULES)
    for (const violation of violations) {
      const where = violation.nodes.slice(0, 3).map((node) => node.target.join(' ')).join('; ')
      found.push(`${violation.id} at ${width}: ${violation.help} (${violation.nodes.length}: ${where})`)
    }
  }
  return found
}
