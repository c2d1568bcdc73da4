// Every chart in a real browser, wide, on a phone and printed: words that nobody could measure before they were drawn stand
// apart, inside their drawing, and large enough to read.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { shortcomings } from './accessible.mjs'
import { launch, open } from './browser.mjs'
import { installation } from './installation.mjs'

const SHEET = '/components/charts'
// Text in a chart is 14 pixels; a drawing may shrink it by this much.
const SMALLEST = 12

let house
let browser

before(async () => {
  house = await installation()
  await house.command('demo')
  await house.serve()
  browser = await launch()
})

after(async () => {
  await browser?.close()
  await house?.close()
})

/** What is wrong with the words of the drawings that are shown. */
const faultsOfWords = (smallest) => {
  const wrong = []
  // Letters are a little lower than the box that a browser gives them, and boxes of neighbours may share an edge.
  const letters = (text) => {
    const { left, right, top, bottom } = text.getBoundingClientRect()
    const height = bottom - top
    return { left: left + 0.5, right: right - 0.5, top: top + height * 0.22, bottom: bottom - height * 0.22 }
  }
  let looked = 0
  for (const drawing of document.querySelectorAll('svg.cw-svg, svg.cw-spark')) {
    const page = drawing.getBoundingClientRect()
    if (page.width === 0 || drawing.getAttribute('role') !== 'img') continue
    looked += 1
    const name = drawing.getAttribute('aria-labelledby').split('-title')[0]
    const texts = [...drawing.querySelectorAll('text')].map((text) => ({ words: text.textContent, ...letters(text) }))
    const shrunk = page.width / drawing.viewBox.baseVal.width
    if (texts.length > 0 && 14 * shrunk < smallest) wrong.push(`${name}: words of ${(14 * shrunk).toFixed(1)} pixels`)
    for (const [place, one] of texts.entries()) {
      if (one.left < page.left - 2 || one.right > page.right + 2) wrong.push(`${name}: “${one.words}” leaves its drawing`)
      for (const other of texts.slice(place + 1)) {
        const apart = one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top
        if (!apart) wrong.push(`${name}: “${one.words}” lies over “${other.words}”`)
      }
    }
  }
  if (looked < 30) wrong.push(`only ${looked} drawings are shown`)
  return wrong
}

for (const [name, width] of [['on a wide page', 1280], ['on a phone', 360]]) {
  test(`words in charts can be read ${name}`, async () => {
    const { page, context, faults } = await open(browser, house.address)
    await page.setViewportSize({ width, height: 900 })
    await page.goto(house.address + SHEET)
    assert.deepEqual(await page.evaluate(faultsOfWords, SMALLEST), [])
    assert.deepEqual(faults, [])
    await context.close()
  })
}

test('words in charts can be read on paper', async () => {
  const { page, context } = await open(browser, house.address)
  await page.goto(house.address + SHEET)
  // A4 less its margins, at 96 pixels an inch.
  await page.setViewportSize({ width: 680, height: 1000 })
  await page.emulateMedia({ media: 'print' })
  assert.deepEqual(await page.evaluate(faultsOfWords, 6), [])
  await context.close()
})

test('the check finds words that lie over one another', async () => {
  const { page, context } = await open(browser, house.address)
  await page.goto(house.address + SHEET)
  await page.evaluate(() => {
    const [one, other] = document.querySelectorAll('.cw-only-wide svg text')
    for (const name of ['x', 'y']) other.setAttribute(name, one.getAttribute(name))
  })
  assert.notDeepEqual(await page.evaluate(faultsOfWords, SMALLEST), [])
  await context.close()
})

test('the chart sheet has no fault that axe finds', async () => {
  const { page, context, faults } = await open(browser, house.address)
  await page.goto(house.address + SHEET)
  assert.deepEqual(await shortcomings(page), [])
  assert.deepEqual(faults, [])
  await context.close()
})
