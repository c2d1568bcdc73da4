// Every page of the demonstration that a link leads to, as a resident and as each person at work: it answers, keeps to the
// content policy, passes axe at both widths and weighs little.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { shortcomings } from './accessible.mjs'
import { launch, open } from './browser.mjs'
import { crawl } from './crawl.mjs'
import { installation } from './installation.mjs'

const FIRST_VIEW = 100_000

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

/** Crawls from the given paths and answers with what is wrong, by page. */
async function faultsOfPages(visit, starts, { heaviest } = {}) {
  const { page, context, faults } = visit
  const wrong = []
  let weight = 0
  page.on('requestfinished', async (request) => {
    const sizes = await request.sizes().catch(() => undefined)
    if (sizes) weight += sizes.responseBodySize + sizes.responseHeadersSize
  })
  const opened = await crawl(page, house.address, starts, async (page, path, response) => {
    if (response.status() !== 200) wrong.push(`${path} answers ${response.status()}`)
    wrong.push(...(await shortcomings(page)).map((words) => `${path} ${words}`))
    wrong.push(...faults.splice(0).map((words) => `${path} ${words}`))
    if (heaviest && weight > heaviest) wrong.push(`${path} weighs ${weight} bytes`)
    weight = 0
  })
  await context.close()
  return { wrong, opened }
}

test('a resident finds no fault on any page', async () => {
  const visit = await open(browser, house.address)
  const { wrong, opened } = await faultsOfPages(visit, ['/', '/sign-in', '/components'], { heaviest: FIRST_VIEW })
  assert.deepEqual(wrong, [])
  for (const part of ['evidence', 'priorities', 'progress', 'meetings', 'about']) {
    assert.ok(opened.some((path) => path.split('/')[2] === part), `no link leads to ${part}`)
  }
})

for (const person of ['officer', 'analyst', 'approver', 'councillor', 'administrator']) {
  test(`the ${person} finds no fault at the desk`, async () => {
    const visit = await open(browser, house.address)
    await house.signIn(visit.page, person)
    const { wrong, opened } = await faultsOfPages(visit, ['/desk'])
    assert.deepEqual(wrong, [])
    assert.ok(opened.length > 1)
  })
}
