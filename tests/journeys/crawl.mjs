// Follows the links of a site from page to page, so that no page is forgotten because nobody wrote it down.

/** The shape of an address: pages that differ only in what they are about have the same. */
function shapeOf(path) {
  const parts = path.split('/').filter(Boolean)
  if (parts.length <= 1) return path
  // A board's pages are told apart by the word after the board; below that, what they are about is left out.
  return parts.map((part, place) => (place === 0 && !FIXED.has(part) ? '{board}' : place < 2 ? part : '{}')).join('/')
}

const FIXED = new Set(['desk', 'thread', 'receipt', 'components', 'data', 'sign-in', 'r', 'report-a-mistake'])
const DOWNLOAD = /\.(csv|json|parquet|zip|pdf|txt|svg|docx|xlsx|ods|html)$/

/**
 * Opens `start` and every page that it leads to, at most `most` of each shape, and calls `look(page, path, response)` on each.
 * Forms are not sent. Answers with the paths that were opened.
 */
export async function crawl(page, address, starts, look, { most = 3 } = {}) {
  const waiting = [...starts]
  const met = new Set(starts)
  const ofShape = new Map()
  const opened = []
  while (waiting.length > 0) {
    const path = waiting.shift()
    const response = await page.goto(address + path)
    opened.push(path)
    await look(page, path, response)
    const links = await page.$$eval('a[href]', (all) => all.map((link) => link.href))
    for (const link of links) {
      if (!link.startsWith(address)) continue
      const next = link.slice(address.length).split('#')[0] || '/'
      const bare = next.split('?')[0]
      if (met.has(next) || DOWNLOAD.test(bare)) continue
      met.add(next)
      const shape = shapeOf(bare)
      const already = ofShape.get(shape) ?? 0
      if (already >= most) continue
      ofShape.set(shape, already + 1)
      waiting.push(next)
    }
  }
  return opened
}
